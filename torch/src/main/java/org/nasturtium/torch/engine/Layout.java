package org.nasturtium.torch.engine;

import java.util.Locale;
import org.nasturtium.core.fault.InvalidInputException;

/** The order of a feature map's values in memory. */
public enum Layout {
  /** [N, H, W, C]: the channels of a pixel side by side. */
  CHANNELS_LAST,
  /** [N, C, H, W]: plane by plane, what most Python code uses. */
  CONTIGUOUS;

  /**
   * Returns the layout of an option's text, {@code channels-last} or {@code contiguous}.
   *
   * @param text the text
   * @throws InvalidInputException if the text is neither
   */
  public static Layout parse(String text) {
    for (Layout layout : values()) {
      if (layout.toString().equalsIgnoreCase(text)) {
        return layout;
      }
    }
    throw new InvalidInputException(
        "unknown layout '" + text + "'; expected channels-last or contiguous");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
