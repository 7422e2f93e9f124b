package org.nasturtium.torch.predict;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Surrogate;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.torch.engine.Engine;

/**
 * A graph surrogate shows architectures as graphs, embeds these, and predicts scores from their
 * vectors: the performance estimator of NASGEM.
 */
public final class GraphSurrogate implements Surrogate {
  private final CellGraphs graphs;
  private final Supplier<GraphEmbedding> embeddings;
  private final Function<GraphEmbedding, ScorePredictor> predictors;
  private @Nullable GraphEmbedding embedding;
  private @Nullable ScorePredictor predictor;

  /**
   * Creates a surrogate.
   *
   * @param graphs shows architectures as graphs
   * @param embeddings makes the embedding when it is first needed, which may take long
   * @param predictors makes the predictor for its vectors, which knows nothing yet
   */
  public GraphSurrogate(
      CellGraphs graphs,
      Supplier<GraphEmbedding> embeddings,
      Function<GraphEmbedding, ScorePredictor> predictors) {
    this.graphs = graphs;
    this.embeddings = embeddings;
    this.predictors = predictors;
  }

  /**
   * Returns the reader of the surrogate's settings {@code embedding}, {@code dimension}, {@code
   * pairs}, {@code iterations}, {@code members}, {@code epochs} and {@code held-out}, for the row
   * of a strategy.
   *
   * @param engine where to compute
   * @param trained an encoder to use instead of training one
   * @param control is told the progress of encoders
   */
  public static Function<Settings, Factory> reader(
      Engine engine, Optional<GraphEncoder> trained, RunControl control) {
    return settings -> {
      ScorePredictor.Options predictor = readPredictor(settings);
      if (trained.isPresent()) {
        return (space, seed) -> {
          CellGraphs graphs = CellGraphs.of(space);
          trained.get().requireFor(graphs);
          return new GraphSurrogate(
              graphs, trained::get, predictors(engine, predictor, seed.child("predictor")));
        };
      }
      EmbeddingKind kind = settings.oneOf("embedding", EmbeddingKind.NASGEM);
      int dimension = settings.integer("dimension", 0, 0, EncoderSpec.MOST_DIMENSIONS);
      EncoderTraining.Options standard = new EncoderTraining.Options();
      EncoderTraining.Options training =
          standard
              .withPairs(settings.integer("pairs", standard.pairs(), 1, 10_000_000))
              .withIterations(settings.integer("iterations", standard.iterations(), 1, 10_000_000));
      return (space, seed) -> {
        CellGraphs graphs = CellGraphs.of(space);
        EncoderSpec usual = EncoderSpec.standard(graphs);
        EncoderSpec spec = dimension == 0 ? usual : usual.withDimension(dimension);
        GraphSource source = GraphSource.of(space);
        return new GraphSurrogate(
            graphs,
            () -> kind.make(spec, source, training, engine, seed.child("encoder"), control),
            predictors(engine, predictor, seed.child("predictor")));
      };
    };
  }

  private static ScorePredictor.Options readPredictor(Settings settings) {
    ScorePredictor.Options standard = new ScorePredictor.Options();
    int epochs = settings.integer("epochs", standard.firstEpochs(), 1, 100_000);
    return standard
        .withMembers(settings.integer("members", standard.members(), 1, 100))
        .withEpochs(epochs, settings.integer("later-epochs", standard.laterEpochs(), 1, 100_000))
        .stoppingEarly(
            settings.number("held-out", standard.heldOut(), 0, 0.9), standard.patience());
  }

  private static Function<GraphEmbedding, ScorePredictor> predictors(
      Engine engine, ScorePredictor.Options options, Seed seed) {
    return embedding -> new ScorePredictor(engine, options, embedding.dimension(), seed);
  }

  @Override
  public void fit(List<Architecture> architectures, double[] scores) {
    GraphEmbedding vectors = embedding == null ? embeddings.get() : embedding;
    ScorePredictor learning = predictor == null ? predictors.apply(vectors) : predictor;
    learning.fit(vectors.embed(graphs(architectures)), scores);
    embedding = vectors;
    predictor = learning;
  }

  @Override
  public List<Guess> guess(List<Architecture> architectures) {
    if (embedding == null || predictor == null) {
      throw new IllegalStateException("a surrogate that learned nothing cannot guess");
    }
    return predictor.guess(embedding.embed(graphs(architectures)));
  }

  private List<Dag> graphs(List<Architecture> architectures) {
    return architectures.parallelStream().map(graphs::graph).toList();
  }
}
