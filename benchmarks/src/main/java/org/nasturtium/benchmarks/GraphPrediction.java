package org.nasturtium.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.EncoderSpec;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.GraphSource;
import org.nasturtium.torch.predict.ScorePredictor;

/**
 * What NASGEM's steps cost at 30 nodes: training steps of the encoder (pairs and kernels included),
 * and guessing the scores of 50,000 random architectures.
 */
record GraphPrediction(Engine.Options best) implements Benchmark {
  private static final int GRAPHS = 2000;
  private static final int STEPS = 300;
  private static final int SAMPLE = 50_000;
  private static final int PART = 1000;
  private static final int DIMENSION = 20;
  private static final DagSpace SPACE = new DagSpace();

  @Override
  public String name() {
    return "nasgem";
  }

  @Override
  public List<Row> run(int rounds) {
    RandomGenerator random = Seed.of(1).random();
    List<Dag> graphs =
        Stream.generate(() -> SPACE.graph(SPACE.sample(random))).limit(GRAPHS).toList();
    Engine engine = Engine.start(best);
    EncoderSpec spec = EncoderSpec.standard(SPACE).withDimension(DIMENSION);
    GraphEncoder encoder = train(spec, engine).encoder();
    ScorePredictor predictor = predictor(engine, encoder, graphs);
    List<Row> rows = new ArrayList<>();
    rows.add(row("encoder training", () -> steps(spec, engine), "steps/s", ">= 167", rounds));
    rows.add(row("guesses of 50,000", () -> guesses(encoder, predictor), "s", "<= 1", rounds));
    return rows;
  }

  private static Row row(
      String what, DoubleSupplier measured, String unit, String goal, int rounds) {
    double[] all =
        IntStream.rangeClosed(0, rounds).mapToDouble(i -> measured.getAsDouble()).skip(1).toArray();
    return new Row(what, "DAGs of 30 nodes", Spread.of(all), unit, null, goal);
  }

  private static EncoderTraining.Result train(EncoderSpec spec, Engine engine) {
    return EncoderTraining.train(
        spec,
        GraphSource.of(SPACE),
        new EncoderTraining.Options().withIterations(STEPS),
        engine,
        Seed.of(2),
        RunControl.none());
  }

  private static double steps(EncoderSpec spec, Engine engine) {
    Stopwatch watch = Stopwatch.start();
    train(spec, engine);
    return STEPS / watch.seconds();
  }

  private static ScorePredictor predictor(Engine engine, GraphEncoder encoder, List<Dag> graphs) {
    ScorePredictor predictor =
        new ScorePredictor(
            engine, new ScorePredictor.Options().withEpochs(1, 1), DIMENSION, Seed.of(3));
    predictor.fit(encoder.embed(graphs), graphs.stream().mapToDouble(Dag::edges).toArray());
    return predictor;
  }

  private static double guesses(GraphEncoder encoder, ScorePredictor predictor) {
    RandomGenerator random = Seed.of(4).random();
    Stopwatch watch = Stopwatch.start();
    for (int start = 0; start < SAMPLE; start += PART) {
      List<Architecture> part = Stream.generate(() -> SPACE.sample(random)).limit(PART).toList();
      predictor.guess(encoder.embed(part.stream().map(SPACE::graph).toList()));
    }
    return watch.seconds();
  }
}
