package org.nasturtium.torch.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Surrogate.Guess;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Adam;

/**
 * A score predictor guesses a score from a vector: a dense network with two hidden layers, or an
 * ensemble of them (NASGEM's P, section 3.3 of the paper).
 *
 * <p>It is fitted again and again as the set of measured scores grows, each time from the weights
 * it has. Vectors are standardized column by column. Members of an ensemble differ in their first
 * weights, in the order of their batches and in what is held out. Not thread-safe.
 */
public final class ScorePredictor {
  private static final Adam.Options ADAM = new Adam.Options(0.9, 0.999, 1e-8, 0);
  private static final int CHUNK = 4096;

  private final Engine engine;
  private final Options options;
  private final int dimension;
  private final Seed seed;
  private final List<Weights> members = new ArrayList<>();
  private Standardization inputs;
  private Standardization targets;
  private int fits;

  /** Whether scores are standardized before they are learned. */
  public enum Targets {
    /** To mean 0 and deviation 1 of the set, so that the loss has no unit. */
    STANDARDIZED,
    /** As they are. */
    RAW
  }

  /** The loss of a guess. */
  public enum Criterion {
    /** The squared error. */
    SQUARED {
      @Override
      Tensor of(Tensor guesses, Tensor scores) {
        return torch.mse_loss(guesses, scores);
      }
    },
    /** The squared error up to 1, and the absolute one beyond. */
    HUBER {
      @Override
      Tensor of(Tensor guesses, Tensor scores) {
        return torch.huber_loss(guesses, scores);
      }
    };

    abstract Tensor of(Tensor guesses, Tensor scores);
  }

  /**
   * The settings, none of which the paper gives.
   *
   * @param firstHidden the length of the first hidden layer
   * @param secondHidden the length of the second one
   * @param learningRate the step size of Adam
   * @param firstEpochs the epochs of the first fit
   * @param laterEpochs the epochs of every later fit, which starts from the weights so far
   * @param batch the scores per step
   * @param members the networks of the ensemble; 1 for no ensemble
   * @param targets whether scores are standardized
   * @param criterion the loss
   * @param heldOut the share of the set that is held out to stop early, in [0, 1); 0 for none
   * @param patience the epochs without improvement on what is held out before a fit stops; the best
   *     weights are kept
   */
  public record Options(
      int firstHidden,
      int secondHidden,
      double learningRate,
      int firstEpochs,
      int laterEpochs,
      int batch,
      int members,
      Targets targets,
      Criterion criterion,
      double heldOut,
      int patience) {
    /** Checks the ranges. */
    public Options {
      int least =
          IntStream.of(
                  firstHidden, secondHidden, firstEpochs, laterEpochs, batch, members, patience)
              .min()
              .orElseThrow();
      if (least < 1) {
        throw new InvalidInputException(
            "layers, epochs, batch, members and patience of a predictor must be at least 1, not "
                + least);
      }
      if (!(learningRate > 0 && learningRate <= 1) || !(heldOut >= 0 && heldOut < 1)) {
        throw new InvalidInputException(
            "a predictor needs a learning rate in (0, 1] and a held-out share in [0, 1), not %s and %s"
                .formatted(learningRate, heldOut));
      }
    }

    /**
     * The defaults: d to 128 to 64 to 1, standardized targets, squared error, no early stopping.
     */
    public Options() {
      this(128, 64, 1e-3, 200, 50, 32, 1, Targets.STANDARDIZED, Criterion.SQUARED, 0, 20);
    }

    /** Returns these settings for an ensemble. */
    public Options withMembers(int count) {
      return new Options(
          firstHidden,
          secondHidden,
          learningRate,
          firstEpochs,
          laterEpochs,
          batch,
          count,
          targets,
          criterion,
          heldOut,
          patience);
    }

    /** Returns these settings with other lengths of the fits. */
    public Options withEpochs(int first, int later) {
      return new Options(
          firstHidden,
          secondHidden,
          learningRate,
          first,
          later,
          batch,
          members,
          targets,
          criterion,
          heldOut,
          patience);
    }

    /** Returns these settings with early stopping. */
    public Options stoppingEarly(double share, int epochs) {
      return new Options(
          firstHidden,
          secondHidden,
          learningRate,
          firstEpochs,
          laterEpochs,
          batch,
          members,
          targets,
          criterion,
          share,
          epochs);
    }
  }

  /**
   * Creates a predictor that knows nothing yet.
   *
   * @param engine where to compute
   * @param options the settings
   * @param dimension the length of a vector
   * @param seed where all randomness comes from
   */
  public ScorePredictor(Engine engine, Options options, int dimension, Seed seed) {
    this.engine = engine;
    this.options = options;
    this.dimension = dimension;
    this.seed = seed;
    this.inputs = Standardization.none(dimension);
    this.targets = Standardization.none(1);
  }

  /**
   * Learns from all scores measured so far.
   *
   * @param vectors [scores, dimension], row by row
   * @param scores at least two, finite
   */
  public void fit(float[] vectors, double[] scores) {
    if (scores.length < 2 || vectors.length != scores.length * dimension) {
      throw new IllegalArgumentException(
          "%d scores do not belong to vectors of %d numbers in %d dimensions"
              .formatted(scores.length, vectors.length, dimension));
    }
    inputs =
        Standardization.of(
            IntStream.range(0, vectors.length).mapToDouble(i -> vectors[i]).toArray(), dimension);
    targets =
        options.targets == Targets.STANDARDIZED
            ? Standardization.of(scores, 1)
            : Standardization.none(1);
    float[] rows = standardized(vectors);
    float[] wanted = new float[scores.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = (float) targets.apply(scores[i], 0);
    }
    for (int member = 0; member < options.members; member++) {
      fit(member, new Examples(rows, wanted, dimension));
    }
    fits++;
  }

  private float[] standardized(float[] vectors) {
    float[] rows = new float[vectors.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) inputs.apply(vectors[i], i % dimension);
    }
    return rows;
  }

  private void fit(int member, Examples examples) {
    Seed own = seed.child("member", member);
    int[] sizes = {dimension, options.firstHidden, options.secondHidden, 1};
    try (Dense network =
            fits == 0
                ? Dense.initial(engine, own.child("weights"), sizes)
                : Dense.of(engine, members.get(member));
        Adam adam = new Adam(network.trainable(), ADAM)) {
      Weights learned = new Fit(network, adam, examples, own.child("fit", fits)).run();
      if (fits == 0) {
        members.add(learned);
      } else {
        members.set(member, learned);
      }
    }
  }

  /**
   * Returns the guesses for vectors.
   *
   * @param vectors [guesses, dimension], row by row
   * @return the mean of the members' guesses, and their deviation, which is 0 without an ensemble
   * @throws IllegalStateException if nothing was learned yet
   */
  public List<Guess> guess(float[] vectors) {
    if (fits == 0) {
      throw new IllegalStateException("a predictor that learned nothing cannot guess");
    }
    int count = vectors.length / dimension;
    double[] sums = new double[count];
    double[] squares = new double[count];
    for (Weights member : members) {
      float[] guesses = guesses(member, standardized(vectors), count);
      for (int i = 0; i < count; i++) {
        sums[i] += guesses[i];
        squares[i] += (double) guesses[i] * guesses[i];
      }
    }
    List<Guess> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double mean = sums[i] / members.size();
      double variance = Math.max(0, squares[i] / members.size() - mean * mean);
      double deviation = members.size() == 1 ? 0 : Math.sqrt(variance) * targets.deviation(0);
      all.add(new Guess(targets.undo(mean, 0), deviation));
    }
    return all;
  }

  private float[] guesses(Weights member, float[] rows, int count) {
    float[] all = new float[count];
    try (Dense network = Dense.of(engine, member)) {
      for (int start = 0; start < count; start += CHUNK) {
        int end = Math.min(count, start + CHUNK);
        float[] part = Arrays.copyOfRange(rows, start * dimension, end * dimension);
        try (StepScope scope = StepScope.open();
            NoGradGuard guard = new NoGradGuard()) {
          Tensor input = engine.onDevice(Tensors.of(part, end - start, dimension));
          System.arraycopy(Tensors.floats(network.forward(input)), 0, all, start, end - start);
        }
      }
    }
    return all;
  }

  /** What a fit learns from: standardized vectors and scores. */
  private static final class Examples {
    private final float[] rows;
    private final float[] wanted;
    private final int dimension;

    Examples(float[] rows, float[] wanted, int dimension) {
      this.rows = rows;
      this.wanted = wanted;
      this.dimension = dimension;
    }

    int count() {
      return wanted.length;
    }

    float[] rows(int[] of, int from, int to) {
      float[] part = new float[(to - from) * dimension];
      for (int i = from; i < to; i++) {
        System.arraycopy(rows, of[i] * dimension, part, (i - from) * dimension, dimension);
      }
      return part;
    }

    float[] wanted(int[] of, int from, int to) {
      float[] part = new float[to - from];
      for (int i = from; i < to; i++) {
        part[i - from] = wanted[of[i]];
      }
      return part;
    }
  }

  /** One fit of one member. */
  private final class Fit {
    private final Dense network;
    private final Adam adam;
    private final Examples examples;
    private final Seed own;
    private final int[] training;
    private final int[] heldOut;

    Fit(Dense network, Adam adam, Examples examples, Seed own) {
      this.network = network;
      this.adam = adam;
      this.examples = examples;
      this.own = own;
      int[] order = shuffled(IntStream.range(0, examples.count()).toArray(), own.child("split"));
      int kept = order.length - (int) (options.heldOut * order.length);
      training = Arrays.copyOf(order, kept);
      heldOut = Arrays.copyOfRange(order, kept, order.length);
    }

    Weights run() {
      int epochs = fits == 0 ? options.firstEpochs : options.laterEpochs;
      double best = heldOut.length == 0 ? 0 : heldOutLoss();
      Weights kept = network.weights();
      for (int epoch = 0, since = 0; epoch < epochs && since < options.patience; epoch++) {
        epoch(shuffled(training, own.child("epoch", epoch)));
        double loss = heldOut.length == 0 ? 0 : heldOutLoss();
        if (heldOut.length > 0 && loss < best) {
          best = loss;
          kept = network.weights();
          since = 0;
        } else if (heldOut.length > 0) {
          since++;
        }
      }
      return heldOut.length == 0 ? network.weights() : kept;
    }

    private void epoch(int[] order) {
      for (int start = 0; start < order.length; start += options.batch) {
        int end = Math.min(order.length, start + options.batch);
        try (StepScope scope = StepScope.open()) {
          Tensor loss = loss(order, start, end);
          network.clearGradients();
          loss.backward();
          adam.step(options.learningRate);
        }
      }
    }

    private double heldOutLoss() {
      try (StepScope scope = StepScope.open();
          NoGradGuard guard = new NoGradGuard()) {
        return loss(heldOut, 0, heldOut.length).item_double();
      }
    }

    private Tensor loss(int[] of, int from, int to) {
      Tensor rows = Tensors.of(examples.rows(of, from, to), to - from, dimension);
      Tensor wanted = Tensors.of(examples.wanted(of, from, to), to - from, 1);
      return options.criterion.of(network.forward(engine.onDevice(rows)), engine.onDevice(wanted));
    }

    private int[] shuffled(int[] values, Seed from) {
      RandomGenerator random = from.random();
      int[] order = values.clone();
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
      return order;
    }
  }
}
