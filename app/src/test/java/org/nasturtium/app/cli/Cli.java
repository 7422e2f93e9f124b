package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of one command line.
 *
 * @param exit the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Cli(int exit, String out, String err) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Settings that take about a second: 60 small images and one thread; sizes are given below. */
  private static final List<String> TINY =
      List.of(
          "--side=16",
          "--train-limit=60",
          "--test-limit=40",
          "--batch=16",
          "--threads=1",
          "--precision=fp32",
          "--json");

  /** Runs a command line. */
  static Cli run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Nasturtium.run(
            new PrintWriter(out),
            new PrintWriter(err),
            Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    return new Cli(exit, out.toString(), err.toString());
  }

  /** Runs a tiny search that keeps to the found network. */
  static Cli search(Path folder, Object... arguments) {
    return tiny(
        Stream.of("search", "--out", folder, "--channels=4", "--cells=1", "--epochs=1"),
        with(arguments, "--retrain-epochs=1", "--no-comparison"));
  }

  /** Runs a tiny search of a user's own network. */
  static Cli searchOwn(Path folder, Path graph, Object... arguments) {
    return tiny(
        Stream.of("search", "--out", folder, "--space", graph, "--epochs=1"),
        with(arguments, "--retrain-epochs=1", "--no-comparison"));
  }

  /** Runs a tiny training. */
  static Cli train(Path folder, Object... arguments) {
    return tiny(
        Stream.of("train", "--out", folder, "--channels=4", "--cells=1", "--epochs=1"), arguments);
  }

  private static Object[] with(Object[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray();
  }

  private static Cli tiny(Stream<Object> command, Object... arguments) {
    return run(
        Stream.of(command, TINY.stream(), Stream.of(arguments)).flatMap(all -> all).toArray());
  }

  /** Returns the JSON object on the last line of standard output, of a command that succeeded. */
  Map<String, Object> json() throws Exception {
    assertThat(exit).as(err).isZero();
    List<String> lines = out.lines().toList();
    return JSON.readValue(lines.get(lines.size() - 1), new TypeReference<Map<String, Object>>() {});
  }

  /** Checks that this is the one clear line that bad input gives, with these words in it. */
  void isBadInput(String... words) {
    assertThat(err.lines().toList())
        .as("standard error")
        .singleElement()
        .asString()
        .startsWith("nasturtium: ")
        .contains(words)
        .doesNotContain("Exception", "null");
    assertThat(exit).as("exit code of: " + err).isEqualTo(2);
    assertThat(out).as("standard output").isEmpty();
  }

  /** Checks that this is the one clear line of a run that ended without a result. */
  void isFailed(String... words) {
    assertThat(err.lines().filter(line -> line.startsWith("nasturtium: ")))
        .as("standard error")
        .singleElement()
        .asString()
        .contains(words)
        .doesNotContain("Exception", "null");
    assertThat(exit).as("exit code of: " + err).isEqualTo(2);
    assertThat(out).as("standard output").isEmpty();
  }

  /** Returns a number of the JSON object. */
  double number(String field) throws Exception {
    Object value = json().get(field);
    assertThat(value).as(field).isInstanceOf(Number.class);
    return ((Number) value).doubleValue();
  }
}
