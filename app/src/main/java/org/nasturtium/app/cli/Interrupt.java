package org.nasturtium.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns an interrupt from the terminal into a request to stop, and waits until the run has saved
 * its state.
 */
final class Interrupt {
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();
  private static final long LONGEST_WAIT_SECONDS = 120;
  private static final int EXIT_CODE = 1;

  private final CountDownLatch finished = new CountDownLatch(1);

  private Interrupt() {}

  /** Starts listening, for the rest of the process. */
  static Interrupt install() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::shutDown, "interrupt"));
    return interrupt;
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    REQUESTED.set(true);
    try {
      if (finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that the command has ended and saved what there is to save. */
  void finished() {
    finished.countDown();
  }

  /** Returns whether the process was asked to stop. */
  static boolean isRequested() {
    return REQUESTED.get();
  }
}
