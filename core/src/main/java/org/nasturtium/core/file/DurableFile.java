package org.nasturtium.core.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files so that a reader sees the old content or the new, never a part: into a temporary
 * file beside the target, forced to disk, then renamed.
 *
 * <p>When writing fails (a full disk, an interrupt) the old file stays as it was.
 */
public final class DurableFile {
  private static final int BUFFER = 1 << 16;

  private DurableFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything.
     *
     * @param output where to; not to be closed
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream output) throws IOException;
  }

  /** Looks at a complete file before it takes its place. */
  @FunctionalInterface
  public interface Check {
    /**
     * Throws if the file must not take its place.
     *
     * @param draft the complete file, under another name
     */
    void check(Path draft);
  }

  /**
   * Replaces a file.
   *
   * @param file the file; its folder exists
   * @param content what to write
   * @throws IOException if writing fails; the old file is untouched then
   */
  public static void write(Path file, Content content) throws IOException {
    write(file, content, draft -> {});
  }

  /**
   * Replaces a file by one that stands a check.
   *
   * @param file the file; its folder exists
   * @param content what to write
   * @param check what must hold; the old file is untouched if it throws
   * @throws IOException if writing fails; the old file is untouched then
   */
  public static void write(Path file, Content content, Check check) throws IOException {
    Path place = file.toAbsolutePath();
    if (Files.isDirectory(place)) {
      throw new IOException("cannot write " + file + ": expected a file, not a folder");
    }
    Path draft = place.resolveSibling(place.getFileName() + ".tmp");
    try {
      writeDraft(draft, content);
      check.check(draft);
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) { // names the file itself
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void writeDraft(Path draft, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      content.writeTo(output);
      output.flush();
      channel.force(true);
    }
  }

  /**
   * Replaces a file by UTF-8 text.
   *
   * @param file the file; its folder exists
   * @param text what to write
   * @throws IOException if writing fails; the old file is untouched then
   */
  public static void write(Path file, String text) throws IOException {
    write(file, output -> output.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
