package org.nasturtium.store;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.progress.Stopwatch;

/**
 * An outage is the time a database is gone; it is told once when it begins and once when it ends.
 */
final class Outage {
  private final String address;
  private final Consumer<String> notices;
  private volatile @Nullable Stopwatch since;

  Outage(String address, Consumer<String> notices) {
    this.address = address;
    this.notices = notices;
  }

  void lasts(String reason) {
    synchronized (this) {
      if (since != null) {
        return;
      }
      since = Stopwatch.start();
    }
    notices.accept(
        "trial store %s: %s; waiting and trying again, finished trials are kept in memory"
            .formatted(address, reason.replaceAll("\\p{Cntrl}+", " ")));
  }

  void ends() {
    if (since == null) {
      return;
    }
    double seconds;
    synchronized (this) {
      Stopwatch watch = since;
      if (watch == null) {
        return;
      }
      seconds = watch.seconds();
      since = null;
    }
    notices.accept(
        String.format(Locale.ROOT, "trial store %s: back after %.1f s", address, seconds));
  }
}
