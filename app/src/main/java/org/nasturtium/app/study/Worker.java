package org.nasturtium.app.study;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this process among all that may work on one study. */
final class Worker {
  private Worker() {}

  /** Returns the host, the number of the process and when it began. */
  static String name() {
    ProcessHandle self = ProcessHandle.current();
    long began = self.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    return "%s/%d/%s".formatted(host(), self.pid(), Long.toString(began, 36));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }
}
