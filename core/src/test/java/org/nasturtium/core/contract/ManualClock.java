package org.nasturtium.core.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A manual clock stands still until a test moves it. Thread-safe. */
public final class ManualClock implements InstantSource {
  private Instant now = Instant.ofEpochMilli(1_700_000_000_000L);

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Moves the clock.
   *
   * @param time how far
   */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
