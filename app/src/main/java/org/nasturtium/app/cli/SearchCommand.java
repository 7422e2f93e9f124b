package org.nasturtium.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Searches a network, on images or on a benchmark table: with a weight-sharing method, see {@link
 * MethodSearch}, or trial by trial with a strategy, see {@link StrategySearch}.
 */
@Command(
    name = "search",
    description =
        "Search a network on images or on a benchmark table, train and export it, and write a report.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SearchCommand implements Callable<Integer> {
  @Spec CommandSpec command;

  @Option(
      names = "--space",
      defaultValue = "nats-topology",
      paramLabel = "S",
      description =
          "A space listed below, or the .json file of your own network. Default: the preset's or the table's, otherwise ${DEFAULT-VALUE}.")
  String space = "nats-topology";

  @Option(
      names = "--method",
      paramLabel = "M",
      description =
          "Search one supernet with shared weights by a method listed below. Default: the preset's.")
  @Nullable String methodName;

  @Mixin MethodOptions method;
  @Mixin StrategyOptions strategy;
  @Mixin DataOptions data;
  @Mixin LearningOptions learning;

  @Option(
      names = "--retrain-epochs",
      paramLabel = "N",
      description =
          "Epochs of the final trainings; 0 searches and derives only. With --strategy the best architecture is trained again only if this is given; nasgem: 10.")
  @Nullable Integer retrainEpochs;

  @Mixin LimitOptions limits;
  @Mixin EngineOptions engine;
  @Mixin RunOptions run;
  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    return isTrialByTrial() ? new StrategySearch(this).call() : new MethodSearch(this).call();
  }

  private boolean isTrialByTrial() {
    boolean resumed = run.resumesStudy();
    if (given("--strategy") || resumed) {
      refuse(
          MethodOptions.NAMES,
          resumed
              ? "goes with no strategy, which %s was begun with"
              : "and --strategy exclude each other",
          String.valueOf(run.out()));
      return true;
    }
    refuse(StrategyOptions.NAMES, "needs --strategy", "");
    return false;
  }

  boolean given(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  /**
   * Refuses options that mean nothing here.
   *
   * @param options their names
   * @param why what to say after the name of the one that was given; may hold one {@code %s}
   * @param what what stands for it
   * @throws InvalidInputException if one was given
   */
  void refuse(List<String> options, String why, String what) {
    for (String option : options) {
      if (given(option)) {
        throw new InvalidInputException(option + " " + why.formatted(what));
      }
    }
  }

  /** Returns what a space is called in the name of a folder. */
  static String folderName(String space) {
    return space.replaceAll(".*[/\\\\]", "").replaceAll("\\.(json|csv)$", "");
  }

  static int or(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  /** Returns a limit, 0 for none; a given one is at least 1. */
  static Number limit(String option, @Nullable Number given) {
    if (given != null && given.longValue() < 1) {
      throw new InvalidInputException(option + " must be at least 1, not " + given);
    }
    return given == null ? 0L : given;
  }
}
