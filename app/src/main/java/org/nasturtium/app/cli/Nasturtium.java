package org.nasturtium.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.store.StoreException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code nasturtium}.
 *
 * <p>Exit codes: 0 for success, 1 for a failure or an interrupt, 2 for bad input or a file or
 * database that cannot be used, which is told in one line.
 */
@Command(
    name = "nasturtium",
    description =
        "Neural architecture search for the JVM: images and limits in, a trained compact network out.",
    mixinStandardHelpOptions = true,
    versionProvider = Nasturtium.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SearchCommand.class,
      CompareCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      LatencyCommand.class,
      CostCommand.class,
      DataCommand.class,
      SupernetCommand.class,
      StudyCommand.class,
      BenchCommand.class,
      EncoderCommand.class,
      PredictorCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Nasturtium {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  private final Interrupt interrupt;

  private Nasturtium(Interrupt interrupt) {
    this.interrupt = interrupt;
  }

  Interrupt interrupt() {
    return interrupt;
  }

  /** Says which version this is. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nasturtium " + Version.current()};
    }
  }

  /**
   * Runs a command line and ends the process with its exit code.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    Interrupt interrupt = new Interrupt();
    interrupt.install();
    int code = FAILED;
    try {
      code = run(interrupt, writer(System.out), writer(System.err), arguments);
    } finally {
      interrupt.finished();
    }
    System.exit(code);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /**
   * Runs a command line.
   *
   * @param out standard output
   * @param err standard error
   * @param arguments the command and its options
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(new Interrupt(), out, err, arguments);
  }

  private static int run(
      Interrupt interrupt, PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine(interrupt).setOut(out).setErr(err).execute(arguments);
  }

  static CommandLine commandLine(Interrupt interrupt) {
    Nasturtium root = new Nasturtium(interrupt);
    CommandLine line =
        new CommandLine(root)
            .setUsageHelpAutoWidth(true)
            .setAbbreviatedOptionsAllowed(false)
            .setParameterExceptionHandler((fault, args) -> badArguments(fault))
            .setExecutionExceptionHandler((fault, command, parsed) -> root.failed(fault, command));
    WordConverter.addTo(line);
    Listing.addTo(line);
    CommandLine completion = line.getSubcommands().get("generate-completion");
    if (completion != null) {
      completion.getCommandSpec().usageMessage().hidden(true);
    }
    return line;
  }

  private static int badArguments(CommandLine.ParameterException fault) {
    CommandLine command = fault.getCommandLine();
    command
        .getErr()
        .println(
            "nasturtium: "
                + oneLine(fault)
                + " (see "
                + command.getCommandSpec().qualifiedName()
                + " --help)");
    return BAD_INPUT;
  }

  private int failed(Exception fault, CommandLine command) {
    PrintWriter err = command.getErr();
    if (verbose) {
      fault.printStackTrace(err);
    }
    if (fault instanceof StoppedException) {
      err.println("nasturtium: " + oneLine(fault) + "; continue with --resume");
      return FAILED;
    }
    boolean input =
        fault instanceof InvalidInputException
            || fault instanceof IOException
            || fault instanceof StoreException
            || fault.getCause() instanceof StoreException;
    String kind = input ? "" : fault.getClass().getSimpleName() + ": ";
    err.println("nasturtium: " + kind + oneLine(fault));
    return input ? BAD_INPUT : FAILED;
  }

  private static String oneLine(Exception fault) {
    String message =
        fault instanceof FileSystemException file && file.getReason() == null
            ? file.getClass().getSimpleName().replace("Exception", "") + ": " + file.getMessage()
            : String.valueOf(fault.getMessage());
    return message.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  @Override
  public String toString() {
    return "nasturtium";
  }
}
