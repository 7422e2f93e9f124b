package org.nasturtium.core.progress;

/** A stopped exception ends a run that was asked to stop, after it saved its state. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was saved and where
   */
  public StoppedException(String message) {
    super(message);
  }
}
