package org.nasturtium.torch.data;

import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.search.Seed;

/**
 * A batch stream prepares batches ahead of the training loop, on a daemon thread of its own, in a
 * few buffers that it reuses.
 *
 * <p>What a batch holds depends on the seed, its epoch and its number alone, never on timing, so a
 * stream that starts in the middle delivers what an earlier one would have delivered there. A
 * stream is read by one thread; the batch that {@link #next()} returns is valid until the following
 * call.
 */
public final class BatchStream implements AutoCloseable {
  private static final int BUFFERS = 4;

  private final BatchOrder order;
  private final ImageSet set;
  private final ImageWriter writer;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Delivery> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final Thread worker;
  private volatile boolean closed;
  private @Nullable Batch lent;
  private long delivered;

  private BatchStream(ImageSet set, Preparation preparation, BatchOrder order) {
    this.set = set;
    this.order = order;
    writer = new ImageWriter(set, preparation.normalization(), preparation.augmentation());
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new Batch(set.shape(), order.largestBatch()));
    }
    worker = new Thread(this::work, "batches of " + set.name());
    worker.setDaemon(true);
  }

  /**
   * Returns a stream over shuffled epochs: the order of epoch e is drawn from {@code
   * seed.child("order", e)}.
   *
   * @throws IllegalArgumentException if an epoch has no batch, or not the one to start with
   */
  public static BatchStream training(
      ImageSet set, Preparation preparation, Epochs epochs, Seed seed) {
    return started(
        set, preparation, BatchOrder.shuffled(set, preparation.batchSize(), epochs, seed));
  }

  /**
   * Returns a stream of batches drawn with replacement, as the validation side of a search takes
   * them: always full.
   *
   * @param firstBatch the number of the first batch, above 0 when a run is resumed
   * @param batches how many to deliver, at least 1
   * @throws IllegalArgumentException if the set is empty or a number is out of range
   */
  public static BatchStream sampling(
      ImageSet set, Preparation preparation, int firstBatch, int batches, Seed seed) {
    return started(
        set,
        preparation,
        BatchOrder.sampled(set, preparation.batchSize(), firstBatch, batches, seed));
  }

  /**
   * Returns a stream over every image once, in order and not augmented; the last batch may be
   * smaller.
   */
  public static BatchStream evaluation(ImageSet set, Normalization normalization, int batchSize) {
    return started(
        set,
        new Preparation(normalization, Augmentation.none(), batchSize),
        BatchOrder.sequential(set, batchSize));
  }

  /** Returns whether a batch is left. */
  public boolean hasNext() {
    return delivered < order.batches();
  }

  /**
   * Returns the next batch and takes back the one before; waits until it is prepared.
   *
   * @throws NoSuchElementException if none is left
   * @throws IllegalStateException if the stream is closed, a batch could not be prepared or the
   *     thread is interrupted
   */
  public Batch next() {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
    if (!hasNext()) {
      throw new NoSuchElementException("the stream had " + order.batches() + " batches");
    }
    if (lent != null) {
      free.add(lent);
      lent = null;
    }
    lent = take().batch();
    delivered++;
    return lent;
  }

  /**
   * Stops the worker and waits for it; a batch still lent becomes invalid. Closing twice is
   * allowed.
   */
  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts a stream in any order; the public factories name the useful ones. */
  static BatchStream started(ImageSet set, Preparation preparation, BatchOrder order) {
    BatchStream stream = new BatchStream(set, preparation, order);
    stream.worker.start();
    return stream;
  }

  private Delivery take() {
    try {
      Delivery delivery = ready.take();
      if (delivery instanceof Failed failed) {
        close();
        throw new IllegalStateException(
            "a batch of " + set.name() + " could not be prepared", failed.cause());
      }
      return delivery;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  private void work() {
    try {
      for (long number = 0; number < order.batches() && !closed; number++) {
        Selection selection = order.selection(number);
        Batch batch = free.take();
        fill(batch, selection);
        ready.add(new Prepared(batch));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // handed to the reader, who would wait forever otherwise
      ready.add(new Failed(e));
    }
  }

  private void fill(Batch batch, Selection selection) {
    batch.begin(selection);
    int[] images = selection.images();
    int values = set.shape().values();
    for (int i = 0; i < images.length && !closed; i++) {
      writer.write(images[i], selection.random(), batch.pixels(), i * values);
      batch.labels()[i] = set.label(images[i]);
    }
  }

  private sealed interface Delivery {
    Batch batch();
  }

  private record Prepared(Batch batch) implements Delivery {}

  private record Failed(Throwable cause) implements Delivery {
    @Override
    public Batch batch() {
      throw new IllegalStateException("no batch", cause);
    }
  }
}
