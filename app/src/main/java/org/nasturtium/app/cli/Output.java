package org.nasturtium.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json}, and how results are printed with and without it. */
final class Output {
  private static final JsonMapper JSON = new JsonMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object, the last line of standard output.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  PrintWriter err() {
    return command.commandLine().getErr();
  }

  /** Returns a control that shows progress; the command is not waited for when interrupted. */
  ConsoleControl progress() {
    return new ConsoleControl(err(), () -> false);
  }

  /** Returns a control for a run that saves its state when it is interrupted. */
  ConsoleControl stoppable() {
    Interrupt interrupt = ((Nasturtium) command.root().userObject()).interrupt();
    interrupt.hold();
    return new ConsoleControl(err(), interrupt::isRequested);
  }

  /** Prints a result: lines for a person, or one JSON object. */
  void result(Map<String, Object> fields, List<String> lines) {
    if (!json) {
      lines.forEach(out()::println);
      out().flush();
      return;
    }
    try {
      out().println(JSON.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results are plain values", e);
    }
    out().flush();
  }
}
