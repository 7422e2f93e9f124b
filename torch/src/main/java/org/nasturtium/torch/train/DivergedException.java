package org.nasturtium.torch.train;

/** A diverged exception ends a run whose loss is no longer a finite number. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one line for the user
   */
  public DivergedException(String message) {
    super(message);
  }
}
