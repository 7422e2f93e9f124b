package org.nasturtium.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.ScoringSettings;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.supernet.CandidateOptions;
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
          "--candidates",
          "--preview-candidates",
          "--score-images",
          "--controller-images",
          "--score-sample",
          "--retrain-channels",
          "--retrain-cells",
          "--retrain-batch",
          "--comparison");

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
      names = "--candidates",
      paramLabel = "K",
      description =
          "With a method that derives the best of K candidates by shared weights (rsps, setn, enas, ...), how many at the end. Default: as published, 100.")
  private @Nullable Integer candidates;

  @Option(
      names = "--preview-candidates",
      paramLabel = "K",
      description =
          "Likewise, how many after each epoch. Default: 10; as published with --preset published.")
  private @Nullable Integer previewCandidates;

  @Option(
      names = "--score-images",
      paramLabel = "N|all",
      description =
          "With --method, validation images that score an architecture: one batch of N, or all. Default: the method's, 512.")
  private @Nullable String scoreImages;

  @Option(
      names = "--controller-images",
      paramLabel = "N",
      description =
          "With a method whose controller learns by reward (enas), validation images that score each of its draws, 1,000 an epoch. Default: as published, 512.")
  private @Nullable Integer controllerImages;

  @Option(
      names = "--score-sample",
      paramLabel = "N",
      description =
          "With --method and --table, architectures over which the rank correlation of shared weights and truth is measured. Default: 500, or all of a smaller table.")
  private @Nullable Integer scoreSample;

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

  String preset() {
    return preset;
  }

  double weightRate(double otherwise) {
    return weightRate == null ? otherwise : weightRate;
  }

  double policyRate(double otherwise) {
    return policyRate == null ? otherwise : policyRate;
  }

  /**
   * Returns what a search scores.
   *
   * @param recipe the method
   * @param search its settings in the preset
   * @param table the table that judges it; empty for none
   */
  ScoringSettings scoring(Recipe recipe, SearchSettings search, String table) {
    SearchCommand.limit("--candidates", candidates);
    SearchCommand.limit("--preview-candidates", previewCandidates);
    SearchCommand.limit("--controller-images", controllerImages);
    CandidateOptions usual = search.candidates();
    boolean derivesByScores = recipe.derivation().scoresCandidates();
    boolean controls = recipe.architectureStep().readsController();
    return new ScoringSettings(
        SearchCommand.or(candidates, derivesByScores ? usual.count() : 0),
        SearchCommand.or(previewCandidates, derivesByScores ? usual.preview() : 0),
        scoreImages == null ? usual.images() : ScoreImages.parse("--score-images", scoreImages),
        SearchCommand.or(controllerImages, controls ? search.controller().images() : 0),
        table,
        SearchCommand.limit("--score-sample", scoreSample).intValue());
  }

  int retrainChannels(int otherwise) {
    return SearchCommand.or(retrainChannels, otherwise);
  }

  int retrainCells(int otherwise) {
    return SearchCommand.or(retrainCells, otherwise);
  }

  int retrainBatch(int otherwise) {
    SearchCommand.limit("--retrain-batch", retrainBatch);
    return SearchCommand.or(retrainBatch, otherwise);
  }

  boolean comparison() {
    return comparison;
  }
}
