package org.nasturtium.bench.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The file that a table is read from, column by column and as long as the table lives. It is not
 * kept open; that it stays the same file is checked.
 */
final class TableSource {
  private final Path file;
  private final long size;
  private final FileTime modified;

  TableSource(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.modified = Files.getLastModifiedTime(file);
  }

  long size() {
    return size;
  }

  byte[] read(long offset, int length) throws IOException {
    if (Files.size(file) != size || !Files.getLastModifiedTime(file).equals(modified)) {
      throw new InvalidInputException("the file was changed after it had been opened");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("it ends at byte " + (offset + bytes.position()));
        }
      }
    }
    return bytes.array();
  }

  InvalidInputException damaged(String part, Exception fault) {
    if (fault instanceof InvalidInputException known && known.getMessage().startsWith(prefix())) {
      return known;
    }
    String why = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    return new InvalidInputException(prefix() + part + ": " + brief(why), fault);
  }

  private String prefix() {
    return file + " is no readable benchmark table: ";
  }

  private static String brief(String why) {
    return why.length() <= 200 ? why : why.substring(0, 200) + "...";
  }
}
