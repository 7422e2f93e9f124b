package org.nasturtium.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A file that appears whole or not at all: it is written beside its place, and moved there by
 * {@link #commit}.
 *
 * <p>What stood in the place stays until then; closing without a commit leaves it untouched. Not
 * thread-safe.
 */
final class AtomicFile implements AutoCloseable {
  private final Path place;
  private final Path draft;

  private AtomicFile(Path place, Path draft) {
    this.place = place;
    this.draft = draft;
  }

  /** What a file is to hold. */
  @FunctionalInterface
  interface Content {
    /** Writes everything. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Returns a file that is to appear in a place.
   *
   * @throws InvalidInputException if its folder does not exist, or the place is a folder
   */
  static AtomicFile at(Path place) {
    Path absolute = place.toAbsolutePath();
    Path name = absolute.getFileName();
    Path folder = absolute.getParent();
    if (name == null || folder == null || Files.isDirectory(absolute)) {
      throw new InvalidInputException("cannot write " + place + ": expected a file, not a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("cannot write " + place + ": there is no folder " + folder);
    }
    String unique = ProcessHandle.current().pid() + "-" + Thread.currentThread().getId();
    return new AtomicFile(place, folder.resolve("." + name + "." + unique + ".part"));
  }

  /** Returns where the content is until the commit. */
  Path draft() {
    return draft;
  }

  /**
   * Writes the content to the disk, but not yet to its place.
   *
   * @throws InvalidInputException if that fails, for example because the disk is full
   */
  void write(Content content) {
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = Channels.newOutputStream(channel);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Moves the content to its place.
   *
   * @throws InvalidInputException if that fails
   */
  void commit() {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InvalidInputException failed(IOException cause) {
    return new InvalidInputException("cannot write " + place + ": " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + draft, e);
    }
  }
}
