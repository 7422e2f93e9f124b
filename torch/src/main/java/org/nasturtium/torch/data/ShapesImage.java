package org.nasturtium.torch.data;

import java.util.random.RandomGenerator;

/**
 * Draws one image of the {@link Shapes} set: a sloped background, small pieces of clutter with
 * either texture, the shape itself, thin lines across it, and noise.
 *
 * <p>Colors are drawn without regard to the class. Lengths are in pixels of a 32x32 image and grow
 * with the side.
 */
final class ShapesImage {
  private static final int CLUTTER = 2;
  private static final double BRIGHTEST_GROUND = 115;
  private static final double DARK_SHARE = 0.05;
  private static final double SPREAD = 5;
  private static final double TILT = 0.4;
  private static final double GROUND_CONTRAST = 60;
  private static final double FINEST_TEXTURE = 25;
  private static final double COARSEST_TEXTURE = 55;

  private final int side;
  private final double scale;
  private final double[][] planes;
  private final RandomGenerator random;

  ShapesImage(int side, RandomGenerator random) {
    this.side = side;
    this.scale = side / 32.0;
    this.planes = new double[3][side * side];
    this.random = random;
  }

  /** Draws the image of a kind into [3, side, side]. */
  void draw(Shapes.Kind kind, byte[] target, int offset) {
    double[] ground = ground();
    background(ground);
    for (int i = 0; i < CLUTTER; i++) {
      paint(pick(Silhouette.values()), pick(Texture.values()), ground, scale * between(2, 4), side);
    }
    paint(kind.silhouette(), kind.texture(), ground, scale * between(9, 13), scale * SPREAD);
    line(color());
    store(target, offset);
  }

  /**
   * Paints a filled shape whose center lies within a square of the given spread around the middle.
   */
  private void paint(
      Silhouette silhouette, Texture texture, double[] ground, double radius, double spread) {
    double centerX = side / 2.0 + (random.nextDouble() - 0.5) * spread;
    double centerY = side / 2.0 + (random.nextDouble() - 0.5) * spread;
    double angle = between(-TILT, TILT);
    double cos = StrictMath.cos(angle) / radius;
    double sin = StrictMath.sin(angle) / radius;
    Texture.Pattern pattern = texture.at(random, scale);
    double[][] tones = tones(ground);
    double[] dark = tones[0];
    double[] light = tones[1];
    for (int y = from(centerY - radius); y < to(centerY + radius); y++) {
      for (int x = from(centerX - radius); x < to(centerX + radius); x++) {
        double dx = x + 0.5 - centerX;
        double dy = y + 0.5 - centerY;
        double outside = radius * silhouette.distance(dx * cos + dy * sin, dy * cos - dx * sin);
        double cover = Math.max(0, Math.min(1, 0.5 - outside));
        if (cover > 0) {
          blend(y * side + x, cover, dark, light, pattern.tone(dx, dy));
        }
      }
    }
  }

  private void blend(int at, double cover, double[] dark, double[] light, double tone) {
    for (int c = 0; c < 3; c++) {
      double paint = dark[c] + tone * (light[c] - dark[c]);
      planes[c][at] += cover * (paint - planes[c][at]);
    }
  }

  private void background(double[] ground) {
    for (int c = 0; c < 3; c++) {
      double slopeX = between(-30, 30) / side;
      double slopeY = between(-30, 30) / side;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          planes[c][y * side + x] =
              ground[c] + slopeX * (x - side / 2.0) + slopeY * (y - side / 2.0);
        }
      }
    }
  }

  private void line(double[] paint) {
    double angle = random.nextDouble() * Math.PI;
    double nx = StrictMath.cos(angle);
    double ny = StrictMath.sin(angle);
    double shift = between(-8, 8) * scale;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double away = Math.abs((x - side / 2.0) * nx + (y - side / 2.0) * ny - shift) / scale;
        if (away < 0.7) {
          blend(y * side + x, 1 - away, paint, paint, 0);
        }
      }
    }
  }

  private void store(byte[] target, int offset) {
    double sigma = between(3, 7);
    int out = offset;
    for (double[] plane : planes) {
      for (double value : plane) {
        double noisy = value + sigma * random.nextGaussian();
        target[out++] = (byte) Math.round(Math.max(0, Math.min(255, noisy)));
      }
    }
  }

  /**
   * Returns two tones; most pairs are brighter than the ground, the one thing that single pixels
   * tell about the outline.
   */
  private double[][] tones(double[] ground) {
    while (true) {
      double[] first = color();
      double[] second = color();
      double near = Math.min(brightness(first), brightness(second)) - brightness(ground);
      double apart = Math.abs(brightness(first) - brightness(second));
      boolean visible =
          Math.abs(near) >= GROUND_CONTRAST && apart >= FINEST_TEXTURE && apart <= COARSEST_TEXTURE;
      if (visible && (near > 0 || random.nextDouble() < DARK_SHARE)) {
        return new double[][] {first, second};
      }
    }
  }

  private double[] color() {
    return new double[] {between(30, 225), between(30, 225), between(30, 225)};
  }

  private static double brightness(double[] color) {
    return (color[0] + color[1] + color[2]) / 3;
  }

  /** Returns a color dark enough for brighter ones to exist. */
  private double[] ground() {
    while (true) {
      double[] candidate = color();
      if (brightness(candidate) < BRIGHTEST_GROUND) {
        return candidate;
      }
    }
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private int from(double edge) {
    return Math.max(0, (int) Math.floor(edge - 1));
  }

  private int to(double edge) {
    return Math.min(side, (int) Math.ceil(edge + 1));
  }
}
