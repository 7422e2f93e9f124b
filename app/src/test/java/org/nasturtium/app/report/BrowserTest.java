package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Opens pages in the browser that CHROMIUM names, or in the one the system installs. */
class BrowserTest {
  // A browser may still write to its profile while it ends.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private Browser browser;

  @BeforeEach
  void find() {
    browser = Browser.find(folder);
  }

  @Test
  void aReportOpensWithoutComplaint() throws Exception {
    Path page = folder.resolve("report.html");
    HtmlReport.write(DemoReports.nats(), page);

    Browser.Visit visit = open(page);

    assertThat(visit.exit()).isZero();
    assertThat(visit.complaints()).isEmpty();
    assertThat(visit.dom())
        .contains(
            Stream.of(
                    "comparison",
                    "architecture",
                    "costs",
                    "method",
                    "curves",
                    "probabilities",
                    "classes",
                    "network",
                    "use")
                .map(id -> "<section id=\"" + id + "\">")
                .toList())
        .contains("</footer>");
  }

  @Test
  void aHostileNameRunsNothing() throws Exception {
    String hostile =
        "\"'><img src=x onerror=\"console.error('ran')\"><script>console.error('ran')</script>";
    Path page = folder.resolve("report.html");
    SearchReport report =
        SearchReport.of(hostile, hostile)
            .cells(
                List.of(
                    new CellPicture(
                        hostile,
                        List.of(hostile, "b"),
                        List.of(new CellPicture.Edge("b", hostile, hostile)))))
            .probabilities(
                List.of(
                    new ChoiceHistory(
                        hostile, List.of(new Series(hostile, List.of(1.0, 0.5))), hostile)))
            .build();
    HtmlReport.write(report, page);

    assertThat(open(page).complaints()).isEmpty();
  }

  @Test
  void aBrokenPageWouldBeNoticed() throws Exception {
    Path page =
        Files.writeString(
            folder.resolve("broken.html"), "<!DOCTYPE html><script>missing()</script>");

    assertThat(open(page).complaints()).isNotEmpty();
  }

  private Browser.Visit open(Path page) throws Exception {
    return browser.open(page);
  }
}
