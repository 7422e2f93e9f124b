package org.nasturtium.torch.predict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.search.Seed;

/**
 * Pair batches are the training batches of an encoder: pairs of random graphs with their kernels,
 * prepared a few steps ahead on a thread of its own.
 *
 * <p>Pair p is drawn from the seed's child of that number whenever it is needed, and its kernel is
 * remembered; so memory does not grow with the number of nodes, and the thread does not matter.
 */
final class PairBatches implements AutoCloseable {
  private static final int AHEAD = 4;

  private final EncoderSpec spec;
  private final GraphSource source;
  private final EncoderTraining.Options options;
  private final Seed seed;
  private final float[] kernels;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread preparing = new Thread(task, "pairs");
            preparing.setDaemon(true);
            return preparing;
          });
  private final Deque<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
  private int planned;

  /**
   * A batch.
   *
   * @param rows the encoded first graphs of all pairs, then the second ones
   * @param kernels the normalized kernel of each pair
   */
  @SuppressWarnings("ArrayRecordComponent") // Made and read once, within this package.
  record Batch(float[] rows, float[] kernels) {}

  /**
   * Creates the batches of the steps from a first one on.
   *
   * @param spec how graphs become numbers, and what their kernel is
   * @param source where graphs come from
   * @param options the settings of the training
   * @param seed where the draws come from
   * @param first the first step
   */
  PairBatches(
      EncoderSpec spec, GraphSource source, EncoderTraining.Options options, Seed seed, int first) {
    planned = first;
    this.spec = spec;
    this.source = source;
    this.options = options;
    this.seed = seed;
    kernels = new float[options.pairs()];
    Arrays.fill(kernels, Float.NaN);
  }

  /** Returns the batch of the next step; there are as many as iterations. */
  Batch take() {
    while (planned < options.iterations() && ahead.size() < AHEAD) {
      int step = planned++;
      ahead.add(CompletableFuture.supplyAsync(() -> batch(step), thread));
    }
    return await(ahead.remove());
  }

  private static Batch await(CompletableFuture<Batch> batch) {
    try {
      return batch.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InvalidInputException fault) {
        throw fault;
      }
      throw e;
    }
  }

  private Batch batch(int step) {
    RandomGenerator random = seed.child("batch", step).random();
    int size = options.batch();
    int width = spec.encoding().width();
    float[] rows = new float[2 * size * width];
    float[] labels = new float[size];
    for (int i = 0; i < size; i++) {
      int pair = random.nextInt(options.pairs());
      RandomGenerator own = seed.child("pair", pair).random();
      Dag first = source.draw(own);
      Dag second = source.draw(own);
      spec.encoding().write(first, rows, i * width);
      spec.encoding().write(second, rows, (size + i) * width);
      labels[i] = kernel(pair, first, second);
    }
    return new Batch(rows, labels);
  }

  private float kernel(int pair, Dag first, Dag second) {
    if (spec.similarityWeight() == 0) {
      return 0;
    }
    if (Float.isNaN(kernels[pair])) {
      WeisfeilerLehman kernel = spec.kernel();
      kernels[pair] =
          (float) WeisfeilerLehman.normalized(kernel.features(first), kernel.features(second));
    }
    return kernels[pair];
  }

  /** Returns pairs that no training saw, the graphs of a pair one after the other. */
  static List<Dag> fresh(GraphSource source, int pairs, Seed seed) {
    List<Dag> graphs = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      RandomGenerator random = seed.child("fresh pair", pair).random();
      graphs.add(source.draw(random));
      graphs.add(source.draw(random));
    }
    return graphs;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
