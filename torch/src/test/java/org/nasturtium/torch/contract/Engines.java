package org.nasturtium.torch.contract;

import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;

/** The engines that tests compute on: one thread of the processor. */
public final class Engines {
  private Engines() {}

  /** The plain formulation of every operation, in 32 bits. */
  public static Engine plain() {
    return of(Precision.FP32, Layout.CONTIGUOUS);
  }

  /** The fast formulations in 32 bits. */
  public static Engine fast() {
    return of(Precision.FP32, Layout.CHANNELS_LAST);
  }

  /** The fast formulations in bfloat16. */
  public static Engine bf16() {
    return of(Precision.BF16, Layout.CHANNELS_LAST);
  }

  /** The plain formulations in 64 bits. */
  public static Engine exact() {
    return of(Precision.FP64, Layout.CONTIGUOUS);
  }

  /** An engine of a precision and a layout. */
  public static Engine of(Precision precision, Layout layout) {
    return Engine.start(new Engine.Options(Engine.Place.CPU, precision, layout, 1));
  }
}
