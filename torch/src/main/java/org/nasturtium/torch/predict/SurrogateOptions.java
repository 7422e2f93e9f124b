package org.nasturtium.torch.predict;

import java.util.Optional;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.space.CellGraphs;

/**
 * The settings of a {@link GraphSurrogate}: how graphs become vectors, and vectors scores.
 *
 * @param embedding how graphs become vectors
 * @param dimension the length of a vector, 0 for that of {@link EncoderSpec#standard}
 * @param kernel the kernel that guides the encoder
 * @param training how the encoder learns; nothing of it counts where one is given
 * @param predictor how vectors become scores
 */
public record SurrogateOptions(
    EmbeddingKind embedding,
    int dimension,
    WeisfeilerLehman kernel,
    EncoderTraining.Options training,
    ScorePredictor.Options predictor) {
  /** The steps of an encoder that a search trains for itself: a fifth of the paper's. */
  private static final int ITERATIONS = 2000;

  /**
   * Reads {@code embedding}, {@code dimension}, {@code kernel-iterations}, {@code neighborhood},
   * {@code pairs}, {@code iterations}, {@code members}, {@code epochs}, {@code later-epochs} and
   * {@code held-out}; how to train an encoder is no setting where one is given.
   *
   * @param settings the settings of the strategy
   * @param given what the encoder is that the user gave
   * @throws InvalidInputException if a value is not allowed, or the encoder that was given is
   *     another one
   */
  static SurrogateOptions read(Settings settings, Optional<EncoderSpec> given) {
    WeisfeilerLehman usual = given.map(EncoderSpec::kernel).orElse(WeisfeilerLehman.standard());
    WeisfeilerLehman kernel =
        new WeisfeilerLehman(
            settings.integer(
                "kernel-iterations", usual.iterations(), 0, WeisfeilerLehman.MOST_ITERATIONS),
            settings.oneOf("neighborhood", usual.neighborhood()));
    int dimension =
        settings.integer(
            "dimension",
            given.map(EncoderSpec::dimension).orElse(0),
            0,
            EncoderSpec.MOST_DIMENSIONS);
    given.ifPresent(spec -> spec.require(dimension, kernel));
    return new SurrogateOptions(
        given.isPresent()
            ? EmbeddingKind.NASGEM
            : settings.oneOf("embedding", EmbeddingKind.NASGEM),
        dimension,
        kernel,
        given.isPresent() ? new EncoderTraining.Options() : training(settings),
        predictor(settings));
  }

  private static EncoderTraining.Options training(Settings settings) {
    EncoderTraining.Options standard = new EncoderTraining.Options();
    return standard
        .withPairs(settings.integer("pairs", standard.pairs(), 1, 10_000_000))
        .withIterations(settings.integer("iterations", ITERATIONS, 1, 10_000_000));
  }

  private static ScorePredictor.Options predictor(Settings settings) {
    ScorePredictor.Options standard = new ScorePredictor.Options();
    int epochs = settings.integer("epochs", standard.firstEpochs(), 1, 100_000);
    return standard
        .withMembers(settings.integer("members", standard.members(), 1, 100))
        .withEpochs(epochs, settings.integer("later-epochs", standard.laterEpochs(), 1, 100_000))
        .stoppingEarly(
            settings.number("held-out", standard.heldOut(), 0, 0.9), standard.patience());
  }

  /** Returns what the encoder for a space is. */
  EncoderSpec spec(CellGraphs graphs) {
    EncoderSpec usual = EncoderSpec.standard(graphs).withKernel(kernel);
    return dimension == 0 ? usual : usual.withDimension(dimension);
  }
}
