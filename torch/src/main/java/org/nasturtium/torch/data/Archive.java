package org.nasturtium.torch.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.nasturtium.core.fault.InvalidInputException;

/** Unpacks .tar.gz archives of plain files. */
final class Archive {
  private Archive() {}

  /**
   * Unpacks an archive; each file appears under its name only when it is complete.
   *
   * @throws InvalidInputException if an entry would lie outside the folder, is a link or a device,
   *     or the archive is damaged
   */
  static void unpack(Path archive, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16)))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        unpack(archive, in, entry, root);
      }
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(archive + " cannot be unpacked: " + RecordFile.oneLine(e), e);
    }
  }

  private static void unpack(
      Path archive, TarArchiveInputStream in, TarArchiveEntry entry, Path root) throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new InvalidInputException(
          archive + ": entry " + entry.getName() + " lies outside the folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
      Files.createDirectories(target.getParent());
      Path partial = target.resolveSibling(target.getFileName() + ".part");
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } else {
      throw new InvalidInputException(
          archive + ": entry " + entry.getName() + " is neither a file nor a folder");
    }
  }
}
