package org.nasturtium.app.study;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.strategy.Nasgem;
import org.nasturtium.core.search.strategy.Strategies;
import org.nasturtium.core.search.strategy.StrategyTable;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.GraphSurrogate;
import org.nasturtium.torch.predict.GraphSurrogate.Embeddings;

/** The strategies that users name: those of core, and those whose surrogates need libtorch. */
public final class SearchStrategies {
  /**
   * What surrogates compute with: one thread in full precision, so that proposals depend neither on
   * the number of processors nor on how trials are trained.
   */
  public static final Engine.Options SURROGATE_ENGINE =
      new Engine.Options(Engine.Place.CPU, Precision.FP32, Layout.CONTIGUOUS, 1);

  /**
   * What encoders learn with: bf16 where the processor has it, one thread besides that of pairs.
   */
  public static final Engine.Options ENCODER_ENGINE =
      SURROGATE_ENGINE.withPrecision(Precision.parse("auto"));

  private SearchStrategies() {}

  /** Returns the table, whose embeddings are made when they are first needed. */
  public static StrategyTable known() {
    return known(Optional.empty());
  }

  /**
   * Returns the table.
   *
   * @param encoder the encoder to use; if none is given, embeddings are made when they are first
   *     needed
   */
  public static StrategyTable known(Optional<GraphEncoder> encoder) {
    return with(encoder, Embeddings.onDemand(SURROGATE_ENGINE, RunControl.none()));
  }

  /**
   * Returns the table.
   *
   * @param encoder the encoder to use instead of training one
   * @param embeddings makes the embedding if none is given
   */
  static StrategyTable with(Optional<GraphEncoder> encoder, Embeddings embeddings) {
    return Strategies.table().with(Nasgem.row(surrogates(encoder, embeddings)));
  }

  private static Function<Settings, GraphSurrogate.Maker> surrogates(
      Optional<GraphEncoder> encoder, Embeddings embeddings) {
    return encoder
        .map(given -> GraphSurrogate.reader(SURROGATE_ENGINE, given))
        .orElseGet(() -> GraphSurrogate.reader(SURROGATE_ENGINE, embeddings));
  }

  /**
   * Returns what makes surrogates like that of a search.
   *
   * @param study the settings of the search
   * @param encoder the encoder it was given
   * @param embeddings makes the embedding if none was given
   * @return empty if its strategy has no embedding
   */
  static Optional<GraphSurrogate.Maker> surrogate(
      StudySettings study, Optional<GraphEncoder> encoder, Embeddings embeddings) {
    return study.strategy().equals(Nasgem.NAME)
        ? Optional.of(
            surrogates(encoder, embeddings).apply(Settings.of("strategy nasgem", study.set())))
        : Optional.empty();
  }

  /**
   * Returns the encoder that a search was given.
   *
   * @param study the settings of the search
   * @throws InvalidInputException if the strategy reads none, or the file holds none
   */
  static Optional<GraphEncoder> encoder(StudySettings study) {
    if (study.encoder().isEmpty()) {
      return Optional.empty();
    }
    if (!study.strategy().equals(Nasgem.NAME)) {
      throw new InvalidInputException(
          "--encoder goes with --strategy %s, not with %s"
              .formatted(Nasgem.NAME, study.strategy()));
    }
    return Optional.of(GraphEncoder.load(Path.of(study.encoder()), Engine.start(SURROGATE_ENGINE)));
  }
}
