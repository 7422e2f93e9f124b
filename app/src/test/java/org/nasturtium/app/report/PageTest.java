package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;

/** Pages show every part that is given, escape what users wrote, and need no other file. */
class PageTest {
  @TempDir Path folder;

  private static Plot plot(Axis x, Marks... marks) {
    return new Plot("Accuracy <against> cost", x, Axis.of("accuracy in percent"), List.of(marks));
  }

  private static Marks marks(String name, Kind kind, double... values) {
    return new Marks(
        name,
        kind,
        IntStream.range(0, values.length).mapToObj(i -> new Point(i + 1, values[i])).toList());
  }

  private static String page(Plot plot) {
    return new Page("Title", "Headline.", List.of(Section.of("s", "Section").withPlot(plot)))
        .html();
  }

  @Test
  void everyPartIsShownAndEscaped() {
    Section section =
        Section.of("parts", "All & parts")
            .withText("A paragraph with <tags>.")
            .withCells(
                List.of(
                    new CellPicture(
                        "Cell",
                        List.of("in", "out"),
                        List.of(new CellPicture.Edge("in", "out", "skip")))))
            .withPlot(
                plot(Axis.of("cost"), marks("a", Kind.LINE, 1, 2), marks("b", Kind.POINTS, 3, 2)))
            .withTable("Caption", new Table(List.of("Name", "Value"), List.of(List.of("x<y", "1"))))
            .withFacts(Map.of("seed", "1"));
    String html = new Page("A & B", "Found.", List.of(section)).html();
    assertThat(html)
        .contains("A &amp; B", "All &amp; parts", "with &lt;tags&gt;", "x&lt;y", "<dd>1</dd>")
        .contains("Accuracy &lt;against&gt; cost", "Caption", ">Cell<", "<svg")
        .contains("stroke:rgb(59,120,184)")
        .doesNotContain("<script", "http://www.w3.org/1999");
  }

  @Test
  void anEmptySectionIsLeftOut() {
    String html =
        new Page(
                "Title",
                "Headline.",
                List.of(
                    Section.of("empty", "Nothing here"),
                    Section.of("hollow", "Nothing drawn")
                        .withPlot(plot(Axis.of("x"), marks("a", Kind.LINE, Double.NaN)))))
            .html();
    assertThat(html).doesNotContain("Nothing here", "Nothing drawn");
  }

  @Test
  void aLogarithmicAxisLeavesOutWhatItCannotShow() {
    Plot plot =
        plot(
            Axis.logarithmic("cost"),
            new Marks("a", Kind.POINTS, List.of(new Point(0, 1), new Point(10, 2))));
    assertThat(plot.hasPoints()).isTrue();
    assertThat(page(plot)).doesNotContain("NaN", "Infinity");
    assertThat(
            plot(Axis.logarithmic("cost"), new Marks("a", Kind.POINTS, List.of(new Point(0, 1))))
                .hasPoints())
        .isFalse();
  }

  @Test
  void manyPointsStaySmall() {
    Marks many =
        new Marks(
            "all",
            Kind.POINTS,
            IntStream.range(0, 100_000)
                .mapToObj(i -> new Point(i % 313, Math.sin(i) * 40))
                .toList());
    assertThat(page(plot(Axis.of("x"), many)).length())
        .as("no dot covers another")
        .isLessThan(1_500_000);
  }

  @Test
  void linesHaveNoDots() {
    String line = page(plot(Axis.of("x"), marks("a", Kind.LINE, 1, 2, 3)));
    String dots = page(plot(Axis.of("x"), marks("a", Kind.POINTS, 1, 2, 3)));
    assertThat(line).contains("stroke:rgb(59,120,184)").doesNotContain("fill:rgb(59,120,184)");
    assertThat(dots).contains("fill:rgb(59,120,184)").doesNotContain("stroke:rgb(59,120,184)");
  }

  @Test
  void everyValueHasItsColorAndTheScaleIsExplained() {
    List<Point> points = List.of(new Point(0, 0), new Point(1, 1), new Point(2, 2));
    Plot plot =
        new Plot(
            "Surface",
            Axis.of("x"),
            Axis.of("y"),
            List.of(
                new Marks("graphs", Kind.POINTS, points, List.of(-1.0, 0.5, 7.25)),
                new Marks("best", Kind.POINTS, List.of(new Point(2, 2)))),
            "score <predicted>");
    assertThat(page(plot))
        .contains("fill:rgb(143,207,176)", "fill:rgb(59,31,107)", "fill:rgb(59,120,184)")
        .contains("score &lt;predicted&gt;: -1.000", "7.250", "linear-gradient(90deg,#8fcfb0,")
        .contains("</span>best</li>")
        .doesNotContain("</span>graphs</li>");
    assertThat(page(plot(Axis.of("x"), marks("a", Kind.POINTS, 1))))
        .doesNotContain("class=\"scale");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marks("graphs", Kind.POINTS, points, List.of(1.0)))
        .withMessageContaining("1 values for 3 points");
  }

  @Test
  void outliersShareTheColorsAtTheEndsOfAScale() {
    List<Point> points = IntStream.range(0, 100).mapToObj(i -> new Point(i, i)).toList();
    List<Double> values =
        IntStream.range(0, 100).mapToObj(i -> i == 0 ? -1e6 : i == 99 ? 1e6 : (double) i).toList();
    Plot plot =
        new Plot(
            "Surface",
            Axis.of("x"),
            Axis.of("y"),
            List.of(new Marks("graphs", Kind.POINTS, points, values)),
            "score");
    assertThat(page(plot)).contains("≤ 5.000", "≥ 94.00");
    ColorScale scale = ColorScale.of(plot).orElseThrow();
    assertThat(scale.step(-1e6)).isZero();
    assertThat(scale.step(49.5)).isEqualTo(ColorScale.STEPS / 2);
    assertThat(scale.step(1e6)).isEqualTo(ColorScale.STEPS - 1);
  }

  @Test
  void stepsHoldUntilTheNextPoint() {
    String steps = page(plot(Axis.of("x"), marks("a", Kind.STEPS, 1, 2, 3)));
    String line = page(plot(Axis.of("x"), marks("a", Kind.LINE, 1, 2, 3)));
    assertThat(steps).isNotEqualTo(line).hasSizeGreaterThan(line.length());
  }

  @Test
  void twoMarksOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot(Axis.of("x"), marks("a", Kind.LINE, 1), marks("a", Kind.POINTS, 1)))
        .withMessageContaining("same name");
  }

  @Test
  void theSamePageIsTheSameFile() throws Exception {
    Page page =
        new Page(
            "Title",
            "Headline.",
            List.of(
                Section.of("s", "S").withPlot(plot(Axis.of("x"), marks("a", Kind.STEPS, 1, 3)))));
    Path file = folder.resolve("deep/report.html");
    page.write(file);
    String first = Files.readString(file);
    page.write(file);
    assertThat(Files.readString(file)).isEqualTo(first).isEqualTo(page.html());
  }
}
