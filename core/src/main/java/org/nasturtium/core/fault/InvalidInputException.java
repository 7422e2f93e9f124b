package org.nasturtium.core.fault;

/**
 * An invalid input is something the user gave (a file, an option, a text) that cannot be used.
 *
 * <p>Its message is one line that names the file, record, line or option and says what was
 * expected; the command line prints just that line and exits with 2. Faults of the program itself
 * are other exceptions.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one line: what is wrong, where, and what was expected
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * Creates the exception with the fault it translates.
   *
   * @param message one line: what is wrong, where, and what was expected
   * @param cause the original fault, shown only with {@code --verbose}
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
