package org.nasturtium.app.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The lock of a run's folder: two processes in it would overwrite each other's checkpoints. It ends
 * with the process at the latest, however that ends.
 *
 * @param channel the open lock file
 */
public record FolderLock(FileChannel channel) implements AutoCloseable {
  private static final String FILE = "run.lock";

  /**
   * Locks a folder.
   *
   * @param folder the folder
   * @throws InvalidInputException if a run works in it, here or in another process
   * @throws IOException if the lock file cannot be opened
   */
  public static FolderLock of(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(folder);
    }
    channel.close();
    throw inUse(folder);
  }

  private static InvalidInputException inUse(Path folder) {
    return new InvalidInputException(
        "output folder %s is in use by another process; expected that to end first, or a folder of its own"
            .formatted(folder));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
