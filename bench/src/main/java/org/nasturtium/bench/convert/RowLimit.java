package org.nasturtium.bench.convert;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Text with rows of bounded length and a bounded number of characters. */
final class RowLimit extends FilterReader {
  private static final int MOST_PER_ROW = 1 << 20;
  private static final long MOST_IN_ALL = 1L << 32;

  private long inAll;
  private int inRow;
  private boolean quoted;

  RowLimit(Reader text) {
    super(text);
  }

  @Override
  public int read() throws IOException {
    int character = super.read();
    if (character >= 0) {
      count((char) character);
    }
    return character;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    for (int i = 0; i < read; i++) {
      count(buffer[offset + i]);
    }
    return read;
  }

  private void count(char character) throws IOException {
    quoted ^= character == '"';
    inRow = !quoted && (character == '\n' || character == '\r') ? 0 : inRow + 1;
    if (inRow > MOST_PER_ROW) {
      throw new IOException(
          "a row has more than " + MOST_PER_ROW + " characters; is a quote missing?");
    }
    if (++inAll > MOST_IN_ALL) {
      throw new IOException("it has more than " + MOST_IN_ALL + " characters");
    }
  }
}
