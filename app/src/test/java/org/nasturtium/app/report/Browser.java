package org.nasturtium.app.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The browser that CHROMIUM names, or the one the system installs; without one a test is skipped.
 *
 * @param program the browser's program
 * @param folder where it keeps its profile and logs
 */
public record Browser(Path program, Path folder) {
  /** Returns the browser of this machine; aborts the test if there is none. */
  public static Browser find(Path folder) {
    Path program =
        Optional.ofNullable(System.getenv("CHROMIUM"))
            .map(Path::of)
            .orElse(Path.of("/usr/bin/chromium"));
    assumeTrue(
        Files.isExecutable(program), () -> "no browser at " + program + ": the page is not opened");
    return new Browser(program, folder);
  }

  /** Opens a page without a window. */
  public Visit open(Path page) throws Exception {
    Path profile = Files.createDirectories(folder.resolve("profile-" + page.getFileName()));
    Path dom = folder.resolve("dom.txt");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                program.toString(),
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

  /**
   * What came of opening a page.
   *
   * @param exit the browser's exit code
   * @param dom the page as it stood at the end
   * @param log what the browser logged
   */
  public record Visit(int exit, String dom, List<String> log) {
    /** Returns what the page's console said. */
    public List<String> complaints() {
      return log.stream().filter(line -> line.contains("CONSOLE")).toList();
    }
  }
}
