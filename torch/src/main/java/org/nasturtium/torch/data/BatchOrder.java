package org.nasturtium.torch.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nasturtium.core.search.Seed;

/** The order in which a stream visits images; used by one thread at a time. */
interface BatchOrder {
  /** Returns the number of batches. */
  long batches();

  /** Returns the images of the largest batch. */
  int largestBatch();

  /** Returns a batch's selection; it depends on nothing but the number. */
  Selection selection(long number);

  /** Visits every image once per epoch, in an order drawn anew for each epoch. */
  static BatchOrder shuffled(ImageSet set, int batchSize, Epochs epochs, Seed seed) {
    return new Shuffled(set, batchSize, epochs, seed);
  }

  /** Draws the images of each batch with replacement. */
  static BatchOrder sampled(ImageSet set, int batchSize, int firstBatch, int batches, Seed seed) {
    return new Sampled(set.size(), batchSize, firstBatch, batches, seed);
  }

  /** Visits every image once, in the order of the set. */
  static BatchOrder sequential(ImageSet set, int batchSize) {
    return new Sequential(set.size(), batchSize);
  }

  /** The training order; remembers the permutation of the epoch it is in. */
  final class Shuffled implements BatchOrder {
    private final int size;
    private final int batchSize;
    private final int perEpoch;
    private final Epochs epochs;
    private final Seed seed;
    private int knownEpoch = -1;
    private int[] order = {};

    Shuffled(ImageSet set, int batchSize, Epochs epochs, Seed seed) {
      this.size = set.size();
      this.batchSize = batchSize;
      this.perEpoch = epochs.batchesPerEpoch(set, batchSize);
      this.epochs = epochs;
      this.seed = seed;
    }

    @Override
    public long batches() {
      return (long) (epochs.end() - epochs.first()) * perEpoch - epochs.firstBatch();
    }

    @Override
    public int largestBatch() {
      return Math.min(size, batchSize);
    }

    @Override
    public Selection selection(long number) {
      long counted = number + epochs.firstBatch();
      int epoch = epochs.first() + (int) (counted / perEpoch);
      int batch = (int) (counted % perEpoch);
      if (epoch != knownEpoch) {
        order = Shuffle.permutation(size, seed.child("order", epoch).random());
        knownEpoch = epoch;
      }
      int from = batch * batchSize;
      int[] images = Arrays.copyOfRange(order, from, Math.min(size, from + batchSize));
      RandomGenerator random = seed.child("augment", epoch).child("batch", batch).random();
      return new Selection(epoch, batch, images, random);
    }
  }

  /** The order of the validation side of a search. */
  record Sampled(int size, int batchSize, int firstBatch, int count, Seed seed)
      implements BatchOrder {
    public Sampled {
      if (size < 1 || firstBatch < 0 || count < 1) {
        throw new IllegalArgumentException(
            "sampling needs images, a first batch from 0 and at least 1 batch, got %d, %d, %d"
                .formatted(size, firstBatch, count));
      }
    }

    @Override
    public long batches() {
      return count;
    }

    @Override
    public int largestBatch() {
      return batchSize;
    }

    @Override
    public Selection selection(long number) {
      int batch = firstBatch + (int) number;
      RandomGenerator random = seed.child("sample", batch).random();
      int[] images = new int[batchSize];
      for (int i = 0; i < batchSize; i++) {
        images[i] = random.nextInt(size);
      }
      return new Selection(0, batch, images, random);
    }
  }

  /** The order of an evaluation; its generator is never drawn from because nothing is augmented. */
  record Sequential(int size, int batchSize) implements BatchOrder {
    @Override
    public long batches() {
      return (size + batchSize - 1L) / batchSize;
    }

    @Override
    public int largestBatch() {
      return Math.min(size, batchSize);
    }

    @Override
    public Selection selection(long number) {
      int from = (int) number * batchSize;
      int[] images = new int[Math.min(batchSize, size - from)];
      Arrays.setAll(images, i -> from + i);
      return new Selection(0, (int) number, images, Seed.of(0).random());
    }
  }
}
