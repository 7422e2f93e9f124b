package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String HOSTILE = "<script>alert(\"x\")</script>&'";

  @TempDir Path folder;

  @Test
  void theSameReportBecomesTheSameBytes() throws Exception {
    Path first = folder.resolve("a/report.html");
    Path second = folder.resolve("report.html");
    Files.writeString(second, "an older page");

    HtmlReport.write(DemoReports.nats(), first);
    HtmlReport.write(DemoReports.nats(), second);

    assertThat(second).hasSameBinaryContentAs(first);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "report.html");
    }
  }

  @Test
  void aPageRefersToNothingOutside() {
    String page = HtmlReport.page(DemoReports.nats());

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://", "src=", "@import", "<script");
  }

  @Test
  void hostileNamesAreShownAndNotRun() {
    SearchReport report =
        SearchReport.of(HOSTILE, HOSTILE)
            .cells(
                List.of(
                    new CellPicture(
                        HOSTILE,
                        List.of(HOSTILE, "b"),
                        List.of(new CellPicture.Edge(HOSTILE, "b", HOSTILE)))))
            .architecture(HOSTILE, HOSTILE)
            .curves(
                List.of(
                    new Curves(
                        HOSTILE,
                        List.of(
                            new Series(HOSTILE, List.of(1.0, 2.0)),
                            new Series("b", List.of(1.0, 2.0))))))
            .probabilities(
                List.of(
                    new ChoiceHistory(
                        HOSTILE, List.of(new Series(HOSTILE, List.of(1.0, 0.5))), HOSTILE)))
            .network(
                new NetworkPicture(
                    List.of(new NetworkPicture.Box(HOSTILE, List.of(HOSTILE), true)),
                    List.of(),
                    true))
            .confusion(DemoReports.confusion(List.of(HOSTILE, "b")))
            .deployment(
                new Deployment(
                    HOSTILE, 1, 8, 8, List.of(0.5), List.of(0.5), List.of(HOSTILE, "b"), HOSTILE))
            .notes(List.of(HOSTILE))
            .setting(HOSTILE, HOSTILE)
            .provenance(HOSTILE, HOSTILE)
            .build();

    String page = HtmlReport.page(report);

    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;alert(");
  }

  @Test
  void anEmptyReportHasNoSections() {
    String page = HtmlReport.page(SearchReport.of("Title", "Headline").build());

    assertThat(page).doesNotContain("<section").contains("<h1>Title</h1>", "Headline");
  }

  @Test
  void aFullReportHasEverySection() {
    String page = HtmlReport.page(DemoReports.nats());

    assertThat(page)
        .contains(
            List.of(
                    "comparison",
                    "architecture",
                    "costs",
                    "method",
                    "curves",
                    "probabilities",
                    "classes",
                    "network",
                    "use",
                    "provenance")
                .stream()
                .map(id -> "<section id=\"" + id + "\">")
                .toList());
  }

  @Test
  void aSearchWithManyChoicesStaysASmallPage() {
    List<String> choices =
        java.util.stream.IntStream.range(0, 110).mapToObj(i -> "width of layer " + i).toList();
    List<String> widths = List.of("8", "16", "24", "32", "40", "48", "56", "64");

    String page =
        HtmlReport.page(
            SearchReport.of("Widths", "Many choices")
                .probabilities(DemoReports.histories(choices, widths, 600))
                .build());

    assertThat(page.length()).isLessThan(1_500_000);
    assertThat(page).contains("width of layer 109");
  }

  @Test
  void figuresAreWrittenInFull() {
    String page = HtmlReport.page(DemoReports.nats());

    assertThat(page)
        .contains("128,394", "98.4 %", "18.40 M", "400.0 KiB", "1.84 ms", "1 h 10 min")
        .contains("<dt>random</dt><dd>|skip_connect~0|+|none~0|avg_pool_3x3~1|");
  }
}
