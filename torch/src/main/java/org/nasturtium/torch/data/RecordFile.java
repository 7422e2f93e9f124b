package org.nasturtium.torch.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A file of a header and records of one length, plain or gzip-compressed by its name.
 *
 * <p>Memory grows with the bytes that really arrive, never with what a damaged header promises.
 */
final class RecordFile implements AutoCloseable {
  private static final int FIRST_CAPACITY = 1 << 20;

  private final Path file;
  private final InputStream in;

  private RecordFile(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @throws InvalidInputException if it cannot be read or is no gzip though its name says so
   */
  static RecordFile open(Path file) {
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      return new RecordFile(file, isCompressed(file) ? unzipped(raw) : raw);
    } catch (EOFException | ZipException e) {
      throw new InvalidInputException(file + " is no gzip file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads a number of header bytes.
   *
   * @throws InvalidInputException if the file is shorter
   */
  byte[] header(int length) {
    byte[] header = new byte[length];
    int got = fill(header, 0, length);
    if (got < length) {
      throw new InvalidInputException(
          "%s ends in its header: expected %d bytes, found %d".formatted(file, length, got));
    }
    return header;
  }

  /**
   * Reads the records up to the end of the file, which must be the end of a record too.
   *
   * @throws InvalidInputException if there are more or fewer bytes than the records take, or more
   *     than one array holds
   */
  byte[] records(long count, int length) {
    long expected = count * length;
    byte[] bytes = upTo(expected);
    if (bytes.length < expected) {
      throw new InvalidInputException(
          "%s ends in record %d of %d: expected %d bytes, found %d"
              .formatted(file, bytes.length / length, count, length, bytes.length % length));
    }
    if (fill(new byte[1], 0, 1) > 0) {
      throw new InvalidInputException(
          "%s goes on after its %d records of %d bytes".formatted(file, count, length));
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static InvalidInputException unreadable(Path file, IOException cause) {
    return new InvalidInputException(file + " cannot be read: " + oneLine(cause), cause);
  }

  /** Returns a fault's message, or its kind if it has none, in one line. */
  static String oneLine(Throwable fault) {
    String message = fault.getMessage();
    return message == null
        ? fault.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static boolean isCompressed(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private byte[] upTo(long limit) {
    if (limit > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          file + " says it holds " + limit + " bytes, more than a set can");
    }
    byte[] bytes = new byte[(int) Math.min(limit, FIRST_CAPACITY)];
    int filled = 0;
    while (true) {
      int got = fill(bytes, filled, bytes.length - filled);
      filled += got;
      if (filled < bytes.length) {
        return Arrays.copyOf(bytes, filled);
      }
      if (filled == limit) {
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 2L * bytes.length));
    }
  }

  /** Reads as many bytes as there are; a gzip stream that breaks off counts as ended. */
  private int fill(byte[] target, int offset, int length) {
    int filled = 0;
    try {
      while (filled < length) {
        int got = in.read(target, offset + filled, length - filled);
        if (got < 0) {
          return filled;
        }
        filled += got;
      }
    } catch (EOFException e) {
      return filled;
    } catch (ZipException e) {
      throw new InvalidInputException(file + " is a damaged gzip file: " + oneLine(e), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return filled;
  }
}
