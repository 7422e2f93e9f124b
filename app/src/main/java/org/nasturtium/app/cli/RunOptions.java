package org.nasturtium.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.study.StudyFolder;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that say where a run is kept. */
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the run. Default: a new one below runs/.")
  private @Nullable Path out;

  @Option(names = "--resume", description = "Continue the run in --out where it stopped.")
  private boolean resume;

  @Mixin private SeedOption seed;

  @Nullable Path out() {
    return out;
  }

  boolean isResume() {
    return resume;
  }

  /** Returns whether the run to continue is a black-box search. */
  boolean resumesStudy() {
    return resume && out != null && StudyFolder.isIn(out);
  }

  long seed() {
    return seed.value();
  }

  /**
   * Returns the settings to run with: those of the options, or when resuming those of the saved run
   * under every option that was given.
   *
   * @param wanted the settings of the options and their defaults
   * @param command the command, which knows which options were given
   */
  RunSettings merged(RunSettings wanted, CommandSpec command) {
    if (!resume) {
      return fresh(wanted);
    }
    if (out == null) {
      throw new InvalidInputException(
          "--resume needs --out DIR, the folder of the run to continue");
    }
    RunSettings saved = RunFolder.existing(out).settings();
    ParseResult given = command.commandLine().getParseResult();
    if (given.hasMatchedOption("--preset")) {
      throw new InvalidInputException(
          "--preset cannot be given with --resume: the run keeps the settings it began with");
    }
    return saved.overlaid(
        wanted,
        option ->
            given.hasMatchedOption(option)
                || (option.equals("--architecture") && given.hasMatchedOption("--index")));
  }

  /** Returns the settings of a run that must not be there yet. */
  RunSettings fresh(RunSettings wanted) {
    requireFree();
    return wanted;
  }

  private void requireFree() {
    if (out != null && Files.exists(out.resolve("run.json"))) {
      throw new InvalidInputException(
          "output folder "
              + out
              + " already holds a run; expected an empty folder, or --resume to continue it");
    }
  }

  RunFolder open(String name, RunSettings settings) {
    return RunFolder.open(out == null ? RunFolder.next(name) : out, settings, resume);
  }
}
