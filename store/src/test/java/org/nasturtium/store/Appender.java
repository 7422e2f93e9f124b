package org.nasturtium.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.TrialStore;

/**
 * Appends sample trials without end, and prints the number of each as soon as it is acknowledged,
 * until it is killed.
 */
final class Appender {
  private static final int OPEN = 64;

  private Appender() {}

  /**
   * Appends.
   *
   * @param arguments the URL of the store, and the first number
   */
  public static void main(String[] arguments) throws InterruptedException {
    Semaphore open = new Semaphore(OPEN);
    try (TrialStore store = TrialStores.open(arguments[0])) {
      StudyLog log = store.open(Samples.spec("killed"));
      for (int number = Integer.parseInt(arguments[1]); ; number++) {
        int finished = number;
        open.acquire();
        CompletableFuture<Void> unused =
        log.finish(Samples.trial(number))
            .thenRun(
                () -> {
                  System.out.println(finished);
                  open.release();
                });
      }
    }
  }
}
