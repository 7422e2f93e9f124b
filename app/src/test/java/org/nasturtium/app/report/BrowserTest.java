package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

  private Path browser = Path.of("/usr/bin/chromium");

  @BeforeEach
  void find() {
    browser = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of).orElse(browser);
    assumeTrue(
        Files.isExecutable(browser), () -> "no browser at " + browser + ": the page is not opened");
  }

  @Test
  void aReportOpensWithoutComplaint() throws Exception {
    Path page = folder.resolve("report.html");
    HtmlReport.write(DemoReports.nats(), page);

    Visit visit = open(page);

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

  private Visit open(Path page) throws Exception {
    Path profile = Files.createDirectories(folder.resolve("profile-" + page.getFileName()));
    Path dom = folder.resolve("dom.txt");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the browser did not end: " + Files.readString(log));
    }
    return new Visit(process.exitValue(), Files.readString(dom), Files.readAllLines(log));
  }

  private record Visit(int exit, String dom, List<String> log) {
    List<String> complaints() {
      return log.stream().filter(line -> line.contains("CONSOLE")).toList();
    }
  }
}
