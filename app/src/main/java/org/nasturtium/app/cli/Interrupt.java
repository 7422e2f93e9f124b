package org.nasturtium.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns an interrupt from the terminal into a request to stop, and lets the process end only when
 * the run has saved its state.
 *
 * <p>A command that has nothing to save is not waited for.
 */
final class Interrupt {
  private static final long LONGEST_WAIT_SECONDS = 120;
  private static final int EXIT_CODE = 1;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean holding;

  /** Starts listening, for the rest of the process. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "interrupt"));
  }

  private void shutDown() {
    requested = true;
    if (!holding || finished.getCount() == 0) {
      return;
    }
    try {
      if (finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that a run has begun that saves its state when asked to stop. */
  void hold() {
    holding = true;
  }

  /** Tells that the command has ended and saved what there is to save. */
  void finished() {
    finished.countDown();
  }

  /** Returns whether the process was asked to stop. */
  boolean isRequested() {
    return requested;
  }
}
