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
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.torch.engine.Engine;

/**
 * A graph surrogate shows architectures as graphs, embeds these, and predicts scores from their
 * vectors: the performance estimator of NASGEM.
 *
 * <p>It computes on the thread that asks, with the threads of its own engine: whatever that thread
 * computed before, guesses are the same.
 */
public final class GraphSurrogate implements Surrogate {
  private final Engine.Options engine;
  private final CellGraphs graphs;
  private final Supplier<GraphEmbedding> embeddings;
  private final Function<GraphEmbedding, ScorePredictor> predictors;
  private @Nullable GraphEmbedding embedding;
  private @Nullable ScorePredictor predictor;

  /**
   * Creates a surrogate.
   *
   * @param engine how to compute
   * @param graphs shows architectures as graphs
   * @param embeddings makes the embedding when it is first needed, which may take long
   * @param predictors makes the predictor for its vectors, which knows nothing yet
   */
  GraphSurrogate(
      Engine.Options engine,
      CellGraphs graphs,
      Supplier<GraphEmbedding> embeddings,
      Function<GraphEmbedding, ScorePredictor> predictors) {
    this.engine = engine;
    this.graphs = graphs;
    this.embeddings = embeddings;
    this.predictors = predictors;
  }

  /** Makes graph surrogates. */
  @FunctionalInterface
  public interface Maker extends Factory {
    @Override
    GraphSurrogate create(SearchSpace space, Seed seed);
  }

  /** Makes the embedding of a surrogate. */
  @FunctionalInterface
  public interface Embeddings {
    /**
     * Returns what makes the embedding when it is first needed; may make it at once.
     *
     * @param kind which one
     * @param task what it learns, where it learns
     */
    Supplier<GraphEmbedding> prepare(EmbeddingKind kind, EncoderTraining.Task task);

    /**
     * Returns embeddings that learn when they are first needed, and are kept nowhere.
     *
     * @param engine how to compute
     * @param control is told the progress
     */
    static Embeddings onDemand(Engine.Options engine, RunControl control) {
      return (kind, task) ->
          () ->
              kind.make(
                  task,
                  each ->
                      EncoderTraining.train(each, Engine.start(engine), control, Optional.empty())
                          .encoder());
    }
  }

  /**
   * Returns the reader of a surrogate's settings, see {@link SurrogateOptions}, for the row of a
   * strategy.
   *
   * @param engine how to compute; its threads decide the last bits of guesses
   * @param embeddings makes the embedding
   */
  public static Function<Settings, Maker> reader(Engine.Options engine, Embeddings embeddings) {
    return settings -> {
      SurrogateOptions options = SurrogateOptions.read(settings, Optional.empty());
      return (space, seed) -> {
        CellGraphs graphs = CellGraphs.of(space);
        EncoderTraining.Task task =
            new EncoderTraining.Task(
                options.spec(graphs),
                GraphSource.of(space),
                options.training(),
                seed.child("encoder"));
        return new GraphSurrogate(
            engine,
            graphs,
            embeddings.prepare(options.embedding(), task),
            predictors(engine, options.predictor(), seed));
      };
    };
  }

  /**
   * Returns the reader of the settings of a surrogate whose encoder is given.
   *
   * @param engine how to compute; its threads decide the last bits of guesses
   * @param trained the encoder
   */
  public static Function<Settings, Maker> reader(Engine.Options engine, GraphEncoder trained) {
    return settings -> {
      SurrogateOptions options = SurrogateOptions.read(settings, Optional.of(trained.spec()));
      return (space, seed) -> {
        CellGraphs graphs = CellGraphs.of(space);
        trained.requireFor(graphs);
        return new GraphSurrogate(
            engine, graphs, () -> trained, predictors(engine, options.predictor(), seed));
      };
    };
  }

  private static Function<GraphEmbedding, ScorePredictor> predictors(
      Engine.Options engine, ScorePredictor.Options options, Seed seed) {
    return embedding ->
        new ScorePredictor(
            Engine.start(engine), options, embedding.dimension(), seed.child("predictor"));
  }

  @Override
  public void fit(List<Architecture> architectures, double[] scores) {
    GraphEmbedding vectors = embedding();
    ScorePredictor learning = predictor == null ? predictors.apply(vectors) : predictor;
    learning.fit(vectors.embed(graphs(architectures)), scores);
    predictor = learning;
  }

  /** Returns how graphs become vectors; makes it first if this is the first to ask. */
  public GraphEmbedding embedding() {
    Engine.start(engine);
    GraphEmbedding vectors = embedding == null ? embeddings.get() : embedding;
    embedding = vectors;
    return vectors;
  }

  @Override
  public List<Guess> guess(List<Architecture> architectures) {
    if (embedding == null || predictor == null) {
      throw new IllegalStateException("a surrogate that learned nothing cannot guess");
    }
    Engine.start(engine);
    return predictor.guess(embedding.embed(graphs(architectures)));
  }

  private List<Dag> graphs(List<Architecture> architectures) {
    return architectures.parallelStream().map(graphs::graph).toList();
  }
}
