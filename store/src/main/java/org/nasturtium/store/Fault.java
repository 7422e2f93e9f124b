package org.nasturtium.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A fault is what a database's exception means for a run.
 *
 * @param kind what can be done about it
 * @param text what is wrong, in words
 */
record Fault(Kind kind, String text) {
  /** What can be done about a fault. */
  enum Kind {
    /** Wait: the database is gone, locked or full, and may come back. */
    PASSING,
    /** The user can repair it: a wrong address, password or file. */
    INPUT,
    /** Nothing: the program and the database disagree. */
    PERMANENT
  }

  static Fault passing(String text) {
    return new Fault(Kind.PASSING, text);
  }

  static Fault input(String text) {
    return new Fault(Kind.INPUT, text);
  }

  static Fault permanent(String text) {
    return new Fault(Kind.PERMANENT, text);
  }

  boolean isPassing() {
    return kind == Kind.PASSING;
  }

  /** Returns the database's exception behind one that a library threw, if there is one. */
  static @Nullable SQLException origin(Throwable thrown) {
    @Nullable SQLException found = null;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }
}
