package org.nasturtium.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.trial.Trial;

/**
 * A trial writer is one thread that makes finished trials durable: it takes all that wait, writes
 * them in one transaction, and completes their futures after the commit.
 *
 * <p>The more trials wait, the more share the price of one commit; a single one does not wait for
 * others.
 */
final class TrialWriter implements AutoCloseable {
  private static final int LARGEST_BATCH = 1000;

  private static final Comparator<Item> ORDER =
      Comparator.comparingLong((Item item) -> item.entry.study())
          .thenComparing(item -> item.entry.trial().number());

  private final Database database;
  private final Finishing finishing;
  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger lost = new AtomicInteger();
  private final Thread thread;
  private boolean closed;
  private volatile @Nullable StoreException givenUp;

  private sealed interface Message permits Item, End {}

  private record Item(Finishing.Entry entry, CompletableFuture<Void> done) implements Message {}

  private record End() implements Message {}

  TrialWriter(Database database) {
    this.database = database;
    this.finishing = new Finishing(database.now());
    this.thread = new Thread(this::run, "trial writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Queues a trial; the future completes on the writer's thread. */
  CompletableFuture<Void> append(long study, Trial trial) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("the trial store is closed"));
      }
      queue.add(new Item(new Finishing.Entry(study, trial), done));
    }
    return done;
  }

  private void run() {
    boolean more = true;
    while (more) {
      List<Message> messages = next();
      List<Item> batch = new ArrayList<>();
      for (Message message : messages) {
        if (message instanceof Item item) {
          batch.add(item);
        } else {
          more = false;
        }
      }
      // Equal orders in all processes, so that two of them never wait for each other's rows.
      batch.sort(ORDER);
      write(batch);
    }
  }

  private List<Message> next() {
    List<Message> messages = new ArrayList<>();
    try {
      messages.add(queue.take());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the trial writer", e);
    }
    queue.drainTo(messages, LARGEST_BATCH - 1);
    return messages;
  }

  private void write(List<Item> batch) {
    if (batch.isEmpty()) {
      return;
    }
    StoreException end = givenUp;
    if (end != null) {
      fail(batch, end);
      return;
    }
    try {
      List<Finishing.Entry> entries = batch.stream().map(Item::entry).toList();
      database.commit(
          "store %d finished trials".formatted(batch.size()),
          handle -> {
            finishing.write(handle, entries);
            return entries.size();
          });
      batch.forEach(item -> item.done.complete(null));
    } catch (StoreException e) {
      if (e.isPassing()) {
        givenUp = e;
      }
      settle(batch, e);
    } catch (RuntimeException e) {
      settle(batch, e);
    }
  }

  /** After a fault that belongs to one trial only, the others are written without it. */
  private void settle(List<Item> batch, RuntimeException fault) {
    if (batch.size() == 1 || givenUp != null) {
      fail(batch, fault);
    } else {
      batch.forEach(item -> write(List.of(item)));
    }
  }

  private void fail(List<Item> batch, RuntimeException fault) {
    lost.addAndGet(batch.size());
    batch.forEach(item -> item.done.completeExceptionally(fault));
  }

  /**
   * Writes what waits, and ends the thread.
   *
   * @throws StoreException if the database is gone, so that trials could not be written
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      queue.add(new End());
    }
    join();
    StoreException end = givenUp;
    if (end != null) {
      throw new StoreException(
          "%d finished trials are lost and have to be evaluated again: %s"
              .formatted(lost.get(), end.getMessage()),
          true,
          end);
    }
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
