package org.nasturtium.app.predict;

import java.util.List;
import org.nasturtium.torch.predict.EncoderTraining;

/**
 * An encoder of a sweep that was trained and measured.
 *
 * @param row what it came to
 * @param curve its losses while it learned
 */
record SweptEncoder(SweepRow row, List<EncoderTraining.Point> curve) {
  /** Copies the list. */
  SweptEncoder {
    curve = List.copyOf(curve);
  }
}
