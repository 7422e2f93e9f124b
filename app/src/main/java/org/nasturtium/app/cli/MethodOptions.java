package org.nasturtium.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.Preset;
import picocli.CommandLine.Option;

/** The options of a search with a weight-sharing method. */
final class MethodOptions {
  /** Their names, all of which mean nothing to a strategy. */
  static final List<String> NAMES =
      List.of(
          "--method",
          "--preset",
          "--weight-rate",
          "--policy-rate",
          "--retrain-channels",
          "--retrain-cells",
          "--retrain-batch",
          "--comparison");

  @Option(
      names = "--method",
      paramLabel = "M",
      description =
          "Search one supernet with shared weights by a method listed below. Default: the preset's.")
  private @Nullable String method;

  @Option(
      names = "--preset",
      defaultValue = "",
      paramLabel = "P",
      description =
          "With --method, the defaults of all other settings, listed below. Default: demo for shapes, quick otherwise.")
  private String preset = "";

  @Option(
      names = "--weight-rate",
      paramLabel = "R",
      description = "With --method, first learning rate of the shared weights.")
  private @Nullable Double weightRate;

  @Option(
      names = "--policy-rate",
      paramLabel = "R",
      description = "With --method, learning rate of the architecture parameters.")
  private @Nullable Double policyRate;

  @Option(
      names = "--retrain-channels",
      paramLabel = "N",
      description =
          "With --method, channels of the final networks. Default: the preset's, or as searched.")
  private @Nullable Integer retrainChannels;

  @Option(
      names = "--retrain-cells",
      paramLabel = "N",
      description =
          "With --method, cells per stage of the final networks. Default: the preset's, or as searched.")
  private @Nullable Integer retrainCells;

  @Option(
      names = "--retrain-batch",
      paramLabel = "N",
      description =
          "With --method, images per step of the final trainings. Default: --batch if given, or the preset's.")
  private @Nullable Integer retrainBatch;

  @Option(
      names = "--comparison",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "With --method, also train a random and a reference architecture alike; --no-comparison leaves them out.")
  private boolean comparison = true;

  String method(Preset preset) {
    return method == null ? preset.method() : method;
  }

  String preset() {
    return preset;
  }

  double weightRate(double otherwise) {
    return weightRate == null ? otherwise : weightRate;
  }

  double policyRate(double otherwise) {
    return policyRate == null ? otherwise : policyRate;
  }

  int retrainChannels(int otherwise) {
    return SearchCommand.or(retrainChannels, otherwise);
  }

  int retrainCells(int otherwise) {
    return SearchCommand.or(retrainCells, otherwise);
  }

  int retrainBatch(int otherwise) {
    return SearchCommand.or(retrainBatch, otherwise);
  }

  boolean comparison() {
    return comparison;
  }
}
