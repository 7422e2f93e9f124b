package org.nasturtium.bench.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The levels of a page say where its rows begin. Every row of a repeated column has the same number
 * of values, so they are a fixed pattern: repetition level 0 for the first value of a row and 1 for
 * the others, definition level 1 for all. Parquet's hybrid encoding of runs and packed bits writes
 * them.
 */
final class Levels {
  private Levels() {}

  /** Returns the repetition and definition levels of rows, as a data page begins with. */
  static byte[] of(int rows, int width) {
    int count = rows * width;
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    append(levels, packed(count, width));
    append(levels, run(count));
    return levels.toByteArray();
  }

  private static void append(ByteArrayOutputStream levels, byte[] encoded) {
    byte[] length = new byte[Integer.BYTES];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putInt(encoded.length);
    levels.writeBytes(length);
    levels.writeBytes(encoded);
  }

  /** One stretch of bits, eight to a byte, the lowest first. */
  private static byte[] packed(int count, int width) {
    int bytes = (count + 7) / 8;
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(bytes + 5);
    writeNumber(encoded, (bytes << 1) | 1);
    byte[] bits = new byte[bytes];
    for (int i = 0; i < count; i++) {
      if (i % width != 0) {
        bits[i / 8] |= (byte) (1 << (i % 8));
      }
    }
    encoded.writeBytes(bits);
    return encoded.toByteArray();
  }

  /** One run of ones. */
  private static byte[] run(int count) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    writeNumber(encoded, count << 1);
    encoded.write(1);
    return encoded.toByteArray();
  }

  private static void writeNumber(ByteArrayOutputStream encoded, int number) {
    int rest = number;
    while ((rest & ~0x7f) != 0) {
      encoded.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    encoded.write(rest);
  }

  /**
   * Checks the levels at the beginning of a page.
   *
   * @param page the page; afterward it stands at the values
   * @param values the number of values of the page
   * @param width the values per row
   * @throws InvalidInputException if they are not those of rows of that width
   */
  static void check(ByteBuffer page, int values, int width) {
    byte[] expected = of(values / width, width);
    byte[] found = new byte[Math.min(expected.length, page.remaining())];
    page.get(found);
    if (values % width != 0 || !Arrays.equals(expected, found)) {
      throw new InvalidInputException("the rows of a curve differ in length");
    }
  }
}
