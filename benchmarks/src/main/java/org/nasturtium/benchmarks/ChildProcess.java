package org.nasturtium.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A child process runs a main class alone, cold, with memory of its own. */
final class ChildProcess {
  private ChildProcess() {}

  /**
   * Runs a class to its end.
   *
   * @param main the class, of the same class path
   * @param options options of the virtual machine
   * @param arguments its arguments
   * @return what it printed
   */
  static String output(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command =
        Stream.of(
                List.of(ProcessHandle.current().info().command().orElse("java")),
                options,
                List.of("-cp", System.getProperty("java.class.path"), main.getName()),
                arguments)
            .flatMap(List::stream)
            .toList();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the process failed: " + String.join(" ", command));
      }
      return new String(output, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring " + main.getSimpleName(), e);
    }
  }
}
