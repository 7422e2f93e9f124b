package org.nasturtium.torch.predict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.Loss;

/** Trains a {@link GraphEncoder} with its decoder on pairs of random graphs, by equation 4. */
public final class EncoderTraining {
  private static final String STAGE = "encoder";

  /** The steps between two states that are kept. */
  private static final int SAVED = 1000;

  private static final Adam.Options ADAM = new Adam.Options(0.9, 0.999, 1e-8, 0);

  private EncoderTraining() {}

  /**
   * The settings of a training.
   *
   * @param pairs the number of different pairs, 50,000 in the paper
   * @param iterations the number of steps, 10,000 in the paper
   * @param batch the pairs of a step; not in the paper
   * @param learningRate the step size of Adam; not in the paper
   * @param report the steps between two points of the loss curve
   */
  public record Options(int pairs, int iterations, int batch, double learningRate, int report) {
    /** Checks the ranges. */
    public Options {
      if (Math.min(Math.min(pairs, iterations), Math.min(batch, report)) < 1) {
        throw new InvalidInputException(
            "an encoder needs at least 1 pair, iteration, pair per batch and step per point, not %d, %d, %d and %d"
                .formatted(pairs, iterations, batch, report));
      }
      if (!(learningRate > 0 && learningRate <= 1)) {
        throw new InvalidInputException(
            "a learning rate of " + learningRate + " is outside (0, 1]");
      }
    }

    /** The settings of the paper, and what it leaves open. */
    public Options() {
      this(50_000, 10_000, 128, 1e-3, 100);
    }

    /** Returns these settings with another length. */
    public Options withIterations(int count) {
      return new Options(pairs, count, batch, learningRate, report);
    }

    /**
     * Returns these settings with a loss curve of at most so many points, evenly spread.
     *
     * @param count the points, at least 1
     */
    public Options withPoints(int count) {
      int spacing = (iterations - 1) / count + 1;
      return new Options(pairs, iterations, batch, learningRate, spacing);
    }

    /** Returns these settings with another number of pairs. */
    public Options withPairs(int count) {
      return new Options(count, iterations, batch, learningRate, report);
    }
  }

  /**
   * A point of the loss curve.
   *
   * @param iteration the steps done
   * @param similarity the mean similarity loss since the point before
   * @param reconstruction the mean reconstruction loss of a graph since then
   */
  public record Point(int iteration, double similarity, double reconstruction) {}

  /**
   * What a training made.
   *
   * @param encoder the encoder
   * @param curve its losses; empty if a version of this program trained it that kept none
   * @param seconds how long the training took, as far as its sessions saved their states; 0 if it
   *     had ended before
   */
  public record Result(GraphEncoder encoder, List<Point> curve, double seconds) {
    /** Copies the list. */
    public Result {
      curve = List.copyOf(curve);
    }
  }

  /**
   * A training to do.
   *
   * @param spec what the encoder is
   * @param source where its graphs come from
   * @param options the settings
   * @param seed where all randomness comes from
   */
  public record Task(EncoderSpec spec, GraphSource source, Options options, Seed seed) {
    /** Returns this task with another encoder to make. */
    Task with(EncoderSpec other) {
      return new Task(other, source, options, seed);
    }
  }

  /**
   * Trains an encoder in one go.
   *
   * @param spec what it is
   * @param source where its graphs come from
   * @param options the settings
   * @param engine where to compute
   * @param seed where all randomness comes from
   * @param control is told the progress, and asked whether to stop
   * @throws StoppedException if the control asked to stop; nothing is kept then
   */
  public static Result train(
      EncoderSpec spec,
      GraphSource source,
      Options options,
      Engine engine,
      Seed seed,
      RunControl control) {
    return train(new Task(spec, source, options, seed), engine, control, Optional.empty());
  }

  /**
   * Trains an encoder, from where an earlier training stopped.
   *
   * @param task what to do
   * @param engine where to compute
   * @param control is told the progress, and asked whether to stop
   * @param kept keeps the state of a training that is not finished
   * @throws StoppedException if the control asked to stop
   */
  static Result train(
      Task task, Engine engine, RunControl control, Optional<EncoderProgress.Kept> kept) {
    Seed weights = task.seed.child("weights");
    EncoderSpec spec = task.spec;
    try (Dense encoder = Dense.initial(engine, weights.child("encoder"), spec.encoderSizes());
        Dense decoder = Dense.initial(engine, weights.child("decoder"), spec.decoderSizes());
        Adam adam = new Adam(together(encoder, decoder), ADAM)) {
      Map<String, Tensor> networks = together(encoder, decoder);
      EncoderProgress start =
          kept.map(file -> file.restore(networks, adam)).orElse(EncoderProgress.NONE);
      Loop loop = new Loop(spec, engine, encoder, decoder, start);
      Stopwatch watch = Stopwatch.resume(start.seconds());
      Seed pairs = task.seed.child("pairs");
      try (PairBatches batches =
          new PairBatches(spec, task.source, task.options, pairs, start.iteration())) {
        for (int step = start.iteration(); step < task.options.iterations(); step++) {
          if (control.stopRequested()) {
            kept.ifPresent(file -> file.write(loop.progress(watch), networks, adam));
            throw stopped(kept);
          }
          loop.step(batches.take(), adam, task.options.learningRate());
          if ((step + 1) % task.options.report() == 0 || step + 1 == task.options.iterations()) {
            tell(control, loop.point(), task.options.iterations());
          }
          if ((step + 1) % SAVED == 0) {
            kept.ifPresent(file -> file.write(loop.progress(watch), networks, adam));
          }
        }
      }
      return new Result(
          new GraphEncoder(engine, spec, encoder.weights(), decoder.weights()),
          loop.curve,
          watch.seconds());
    }
  }

  private static StoppedException stopped(Optional<EncoderProgress.Kept> kept) {
    return new StoppedException(
        "the encoder was not finished, and "
            + kept.map(file -> "what it learned is in " + file.path()).orElse("nothing was saved"));
  }

  private static void tell(RunControl control, Point point, int iterations) {
    control.steps(STAGE, point.iteration(), iterations);
    control.epoch(STAGE, line(point));
  }

  private static Map<String, Tensor> together(Dense encoder, Dense decoder) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    encoder.trainable().forEach((name, tensor) -> all.put("encoder." + name, tensor));
    decoder.trainable().forEach((name, tensor) -> all.put("decoder." + name, tensor));
    return all;
  }

  private static String line(Point point) {
    return String.format(
        Locale.ROOT,
        "iteration %d: similarity loss %.5f, reconstruction loss %.5f",
        point.iteration(),
        point.similarity(),
        point.reconstruction());
  }

  /**
   * Returns pairs to measure an encoder on that its training did not see.
   *
   * @param source where the graphs come from
   * @param pairs the number of pairs
   * @param seed where the draws come from
   * @return the graphs of each pair one after the other
   */
  public static List<Dag> freshPairs(GraphSource source, int pairs, Seed seed) {
    return PairBatches.fresh(source, pairs, seed);
  }

  /** The steps of a training, and the sums of losses since the last point. */
  private static final class Loop {
    private final EncoderSpec spec;
    private final Engine engine;
    private final Dense encoder;
    private final Dense decoder;
    private final double entries;
    private final List<Point> curve;
    private double similarity;
    private double reconstruction;
    private int iteration;

    Loop(EncoderSpec spec, Engine engine, Dense encoder, Dense decoder, EncoderProgress start) {
      this.spec = spec;
      this.engine = engine;
      this.encoder = encoder;
      this.decoder = decoder;
      entries = spec.encoding().width();
      curve = new ArrayList<>(start.curve());
      similarity = start.similarity();
      reconstruction = start.reconstruction();
      iteration = start.iteration();
    }

    void step(PairBatches.Batch batch, Adam adam, double learningRate) {
      int pairs = batch.kernels().length;
      try (StepScope scope = StepScope.open()) {
        Tensor rows =
            engine.onDevice(Tensors.of(batch.rows(), 2L * pairs, spec.encoding().width()));
        Tensor kernels = engine.onDevice(Tensors.of(batch.kernels(), pairs));
        Tensor vectors = encoder.forward(rows);
        Tensor rebuilt = spec.reconstruction().sum(decoder.forward(vectors), rows);
        Tensor loss = GraphLoss.total(vectors, kernels, spec.similarityWeight(), rebuilt, entries);
        encoder.clearGradients();
        decoder.clearGradients();
        loss.backward();
        adam.step(learningRate);
        note(Loss.finite(loss.item_double(), "the encoder", 0), rebuilt.item_double(), pairs);
      }
    }

    private void note(double loss, double rebuilt, int pairs) {
      double both = rebuilt / (pairs * entries);
      reconstruction += both / 2;
      similarity += spec.similarityWeight() == 0 ? 0 : (loss - both) / spec.similarityWeight();
      iteration++;
    }

    EncoderProgress progress(Stopwatch watch) {
      return new EncoderProgress(iteration, similarity, reconstruction, watch.seconds(), curve);
    }

    /** Returns the steps since the last point of the curve. */
    private int sincePoint() {
      return iteration - (curve.isEmpty() ? 0 : curve.get(curve.size() - 1).iteration());
    }

    Point point() {
      int steps = sincePoint();
      Point point = new Point(iteration, similarity / steps, reconstruction / steps);
      curve.add(point);
      similarity = 0;
      reconstruction = 0;
      return point;
    }
  }
}
