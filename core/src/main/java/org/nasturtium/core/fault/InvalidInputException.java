package org.nasturtium.core.fault;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An invalid input is something the user gave (a file, an option, a text) that cannot be used.
 *
 * <p>Its message is one line that names the file, record, line or option and says what was
 * expected; the command line prints just that line and exits with 2. Faults of the program itself
 * are other exceptions.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  /**
   * Creates the exception.
   *
   * @param message one line: what is wrong, where, and what was expected; line breaks and other
   *     control characters that the user's own text brought into it become spaces
   */
  public InvalidInputException(String message) {
    super(oneLine(message));
  }

  /**
   * Creates the exception with the fault it translates.
   *
   * @param message one line: what is wrong, where, and what was expected
   * @param cause the original fault, shown only with {@code --verbose}
   */
  public InvalidInputException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** Returns the line; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  private static String oneLine(String message) {
    return BREAKS.matcher(message).replaceAll(" ");
  }
}
