package org.nasturtium.store;

import java.util.regex.Pattern;

/**
 * A store exception says that the database could not do what it was asked: for what purpose, where
 * and why, in one line.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  private final boolean passing;

  StoreException(String message, boolean passing, Throwable cause) {
    super(BREAKS.matcher(message).replaceAll(" "), cause);
    this.passing = passing;
  }

  /** Returns whether the same call could succeed later, when the database is back. */
  public boolean isPassing() {
    return passing;
  }
}
