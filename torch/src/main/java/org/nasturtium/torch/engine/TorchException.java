package org.nasturtium.torch.engine;

/** A torch exception is a fault that libtorch reported, translated once at the border. */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was being done
   * @param cause the native fault
   */
  public TorchException(String message, Throwable cause) {
    super(message + ": " + firstLine(cause), cause);
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
