package org.nasturtium.app.report;

/**
 * Estimates how wide a text becomes in the reader's browser.
 *
 * <p>The page uses the reader's system font, which nobody knows when the page is written, so the
 * estimate follows the widest of the usual ones (DejaVu Sans, Verdana): a box of this width holds
 * the text everywhere.
 */
final class TextWidth {
  private static final String NARROW = "iljtfrI.,:;|!'()[]/ ";
  private static final String WIDE = "mwMW@%";

  private TextWidth() {}

  /**
   * Returns the width of a text.
   *
   * @param text one line
   * @param size the font size in pixels
   * @return pixels
   */
  static double of(String text, double size) {
    return text.codePoints().mapToDouble(TextWidth::ems).sum() * size;
  }

  private static double ems(int codePoint) {
    if (NARROW.indexOf(codePoint) >= 0) {
      return 0.42;
    }
    if (WIDE.indexOf(codePoint) >= 0) {
      return 1.0;
    }
    if (codePoint > 0x2e80) {
      return 1.05;
    }
    return Character.isUpperCase(codePoint) ? 0.76 : 0.64;
  }
}
