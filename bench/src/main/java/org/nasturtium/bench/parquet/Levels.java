package org.nasturtium.bench.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The levels of a page say where its rows begin. Every row of a repeated column has the same number
 * of values, so they are a fixed pattern: 0 for the first value of a row, 1 for the others.
 */
final class Levels {
  private static final int BUFFER = 1024;
  private static final int LENGTH_BYTES = 4;

  private Levels() {}

  /** Returns the repetition and definition levels of rows, as a data page begins with. */
  static byte[] of(int rows, int width) throws IOException {
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    append(levels, rows * width, i -> i % width == 0 ? 0 : 1);
    append(levels, rows * width, i -> 1);
    return levels.toByteArray();
  }

  private interface Pattern {
    int level(int value);
  }

  private static void append(ByteArrayOutputStream levels, int count, Pattern pattern)
      throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            1, BUFFER, Math.max(BUFFER, count), HeapByteBufferAllocator.getInstance())) {
      for (int i = 0; i < count; i++) {
        encoder.writeInt(pattern.level(i));
      }
      byte[] encoded = encoder.toBytes().toByteArray();
      levels.write(
          ByteBuffer.allocate(LENGTH_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(encoded.length)
              .array());
      levels.write(encoded);
    }
  }

  /**
   * Checks the levels at the beginning of a page.
   *
   * @param page the page; afterward it stands at the values
   * @param values the number of values of the page
   * @param width the values per row
   * @throws InvalidInputException if they are not those of rows of that width
   */
  static void check(ByteBuffer page, int values, int width) throws IOException {
    check(page, values, i -> i % width == 0 ? 0 : 1);
    check(page, values, i -> 1);
  }

  private static void check(ByteBuffer page, int values, Pattern pattern) throws IOException {
    int length = page.remaining() < LENGTH_BYTES ? -1 : page.getInt();
    if (length < 0 || length > page.remaining()) {
      throw new InvalidInputException("a page ends within its levels");
    }
    ByteArrayInputStream encoded =
        new ByteArrayInputStream(page.array(), page.arrayOffset() + page.position(), length);
    RunLengthBitPackingHybridDecoder decoder = new RunLengthBitPackingHybridDecoder(1, encoded);
    for (int i = 0; i < values; i++) {
      if (decoder.readInt() != pattern.level(i)) {
        throw new InvalidInputException("the rows of a curve differ in length");
      }
    }
    page.position(page.position() + length);
  }
}
