package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private final Palette palette = Palette.of(List.of("a", "b"));

  @Test
  void everyLineIsDrawnInItsColor() {
    String svg = chart(List.of(1.0, 0.5, 0.25), List.of(0.0, 0.5, 0.75));

    // The colors of a and b in decimal.
    assertThat(svg)
        .contains("stroke:rgb(59,120,184)", "stroke:rgb(224,138,46)")
        .contains("viewBox");
  }

  @Test
  void missingValuesLeaveAGap() {
    String svg = chart(List.of(1.0, 2.0, Double.NaN, 3.0, 4.0), List.of());

    assertThat(svg).doesNotContain("NaN").contains("rgb(59,120,184)");
  }

  @Test
  void aSingleEpochIsADot() {
    assertThat(chart(List.of(1.0), List.of())).contains("rgb(59,120,184)");
  }

  @Test
  void aLongHistoryIsThinned() {
    ChoiceHistory history =
        new ChoiceHistory(
            "choice", List.of(new Series("a", Collections.nCopies(10_000, 0.5))), "a");

    String thin = LineChart.probabilities("k", history, palette, 50);

    assertThat(thin.length()).isLessThan(8_000);
    assertThat(LineChart.probabilities("k", history, palette, 500).length())
        .isGreaterThan(thin.length());
  }

  private String chart(List<Double> a, List<Double> b) {
    return LineChart.curves(
        "k", new Curves("Chart", List.of(new Series("a", a), new Series("b", b))), palette);
  }
}
