package org.nasturtium.torch.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Writes prepared images into a batch: one pass over each plane, bytes mapped through a table of
 * 256 floats per channel.
 */
final class ImageWriter {
  private final ImageSet set;
  private final Augmentation augmentation;
  private final float[][] tables;
  private final int channels;
  private final int height;
  private final int width;

  ImageWriter(ImageSet set, Normalization normalization, Augmentation augmentation) {
    ImageShape shape = set.shape();
    if (normalization.mean().size() != shape.channels()) {
      throw new IllegalArgumentException(
          "%s has %d channels, the normalization %d"
              .formatted(set.name(), shape.channels(), normalization.mean().size()));
    }
    this.set = set;
    this.augmentation = augmentation;
    channels = shape.channels();
    height = shape.height();
    width = shape.width();
    tables = new float[channels][];
    Arrays.setAll(tables, normalization::table);
  }

  /**
   * Writes one image in the order [H, W, C]; draws flip, crop row, crop column, cutout row and
   * cutout column, each only if in use.
   */
  void write(int image, RandomGenerator random, float[] target, int offset) {
    boolean flipped =
        augmentation.flipProbability() > 0 && random.nextDouble() < augmentation.flipProbability();
    int down = shift(random);
    int right = shift(random);
    int source = set.offset(image);
    for (int c = 0; c < channels; c++) {
      place(
          source + c * height * width,
          tables[c],
          new Move(down, right, flipped),
          target,
          offset + c);
    }
    if (augmentation.cutout() > 0) {
      cut(random.nextInt(height), random.nextInt(width), target, offset);
    }
  }

  private int shift(RandomGenerator random) {
    int padding = augmentation.padding();
    return padding == 0 ? 0 : random.nextInt(2 * padding + 1) - padding;
  }

  private void place(int plane, float[] table, Move move, float[] target, int offset) {
    int from = Math.min(width, Math.max(0, -move.right));
    int to = Math.max(from, Math.min(width, width - move.right));
    for (int y = 0; y < height; y++) {
      int row = offset + y * width * channels;
      int sourceY = y + move.down;
      if (sourceY < 0 || sourceY >= height) {
        fill(target, row, 0, width, table[0]);
        continue;
      }
      fill(target, row, 0, from, table[0]);
      copy(plane + sourceY * width, table, move, target, row, from, to);
      fill(target, row, to, width, table[0]);
    }
  }

  private void copy(int line, float[] table, Move move, float[] target, int row, int from, int to) {
    byte[] pixels = set.pixels();
    int step = move.flipped ? -1 : 1;
    int source = line + (move.flipped ? width - 1 - from - move.right : from + move.right);
    int at = row + from * channels;
    for (int x = from; x < to; x++) {
      target[at] = table[pixels[source] & 0xff];
      at += channels;
      source += step;
    }
  }

  private void fill(float[] target, int row, int from, int to, float value) {
    for (int x = from; x < to; x++) {
      target[row + x * channels] = value;
    }
  }

  private void cut(int centerY, int centerX, float[] target, int offset) {
    int side = augmentation.cutout();
    int top = Math.max(0, centerY - side / 2);
    int bottom = Math.min(height, centerY - side / 2 + side);
    int left = Math.max(0, centerX - side / 2);
    int right = Math.min(width, centerX - side / 2 + side);
    for (int y = top; y < bottom; y++) {
      int row = offset + y * width * channels;
      Arrays.fill(target, row + left * channels, row + right * channels, 0f);
    }
  }

  /** The place in the flipped image that the new upper left corner shows. */
  private record Move(int down, int right, boolean flipped) {}
}
