package org.nasturtium.torch.engine;

import java.util.Locale;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The number format that convolutions compute in. Statistics, losses, gates and optimizers are
 * always fp32 or wider.
 */
public enum Precision {
  /** 32-bit floating point. */
  FP32,
  /** bfloat16 activations; weights stay fp32 and are rounded in each step. */
  BF16,
  /** 64-bit floating point, for gradient checks. */
  FP64;

  /**
   * Returns the precision of an option's text: {@code auto} (bf16 where the processor has it, fp32
   * elsewhere), {@code fp32}, {@code bf16} or {@code fp64}.
   *
   * @param text the text
   * @throws InvalidInputException if the text is none of these
   */
  public static Precision parse(String text) {
    if (text.equalsIgnoreCase("auto")) {
      return Hardware.hasBf16() ? BF16 : FP32;
    }
    for (Precision precision : values()) {
      if (precision.toString().equalsIgnoreCase(text)) {
        return precision;
      }
    }
    throw new InvalidInputException(
        "unknown precision '" + text + "'; expected auto, fp32, bf16 or fp64");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
