package org.nasturtium.torch.data;

/**
 * Resizes planes of bytes by area averaging: a new pixel is the mean of the old ones it covers,
 * each weighted by how much of it is covered. Enlarging repeats pixels and blends where a new pixel
 * lies across a border.
 */
final class AreaResize {
  private final Axis rows;
  private final Axis columns;
  private final int fromWidth;

  AreaResize(int fromHeight, int fromWidth, int toHeight, int toWidth) {
    rows = Axis.of(fromHeight, toHeight);
    columns = Axis.of(fromWidth, toWidth);
    this.fromWidth = fromWidth;
  }

  /** Resizes one plane [H, W]. */
  void plane(byte[] source, int sourceOffset, byte[] target, int targetOffset) {
    int out = targetOffset;
    for (int y = 0; y < rows.first.length; y++) {
      for (int x = 0; x < columns.first.length; x++) {
        target[out++] = (byte) mean(source, sourceOffset, y, x);
      }
    }
  }

  private int mean(byte[] source, int sourceOffset, int y, int x) {
    float[] down = rows.weight[y];
    float[] across = columns.weight[x];
    float sum = 0;
    for (int i = 0; i < down.length; i++) {
      int at = sourceOffset + (rows.first[y] + i) * fromWidth + columns.first[x];
      float row = 0;
      for (int j = 0; j < across.length; j++) {
        row += across[j] * (source[at + j] & 0xff);
      }
      sum += down[i] * row;
    }
    return Math.min(255, Math.round(sum));
  }

  /**
   * For each new position the first old one it covers and the weights of all it covers, which sum
   * to 1.
   */
  @SuppressWarnings("ArrayRecordComponent") // two tables read together; never compared
  private record Axis(int[] first, float[][] weight) {
    static Axis of(int from, int to) {
      int[] first = new int[to];
      float[][] weight = new float[to][];
      double step = (double) from / to;
      for (int i = 0; i < to; i++) {
        double start = i * step;
        double end = Math.min(from, start + step);
        first[i] = Math.min(from - 1, (int) start);
        int last = Math.max(first[i], Math.min(from - 1, (int) Math.ceil(end) - 1));
        weight[i] = new float[last - first[i] + 1];
        for (int j = first[i]; j <= last; j++) {
          double covered = Math.min(end, j + 1.0) - Math.max(start, j);
          weight[i][j - first[i]] = (float) Math.max(0, covered / (end - start));
        }
      }
      return new Axis(first, weight);
    }
  }
}
