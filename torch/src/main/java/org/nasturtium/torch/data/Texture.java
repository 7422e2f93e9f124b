package org.nasturtium.torch.data;

import java.util.random.RandomGenerator;

/** The two patterns a shape is filled with; both have the same two tones, period and mean. */
enum Texture {
  STRIPED,
  CHECKERED;

  /** Returns this pattern at a random angle, phase and period. */
  Pattern at(RandomGenerator random, double scale) {
    double angle = random.nextDouble() * 2 * Math.PI;
    double frequency = 2 * Math.PI / (scale * (4 + 2 * random.nextDouble()));
    return new Pattern(
        this,
        frequency * StrictMath.cos(angle),
        frequency * StrictMath.sin(angle),
        random.nextDouble() * 2 * Math.PI,
        random.nextDouble() * 2 * Math.PI);
  }

  /** A pattern over the plane: which of two tones shows, blended from 0 to 1. */
  record Pattern(Texture texture, double fx, double fy, double phaseU, double phaseV) {
    double tone(double x, double y) {
      double u = StrictMath.sin(x * fx + y * fy + phaseU);
      double wave = u;
      if (texture == CHECKERED) {
        wave = u * StrictMath.sin(-x * fy + y * fx + phaseV);
      }
      return Math.max(0, Math.min(1, 0.5 + 1.5 * wave));
    }
  }
}
