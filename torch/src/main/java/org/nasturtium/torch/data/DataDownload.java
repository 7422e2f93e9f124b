package org.nasturtium.torch.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Fetches published data sets: interrupted downloads go on where they stopped, and no file gets its
 * name before its checksum is right.
 */
public final class DataDownload {
  private final Map<String, List<RemoteFile>> files;
  private final Transfer transfer;

  /** Hears how a download gets on. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called now and then during a file and once at its end.
     *
     * @param file the file's name
     * @param received bytes on disk so far, resumed ones included
     * @param total bytes of the whole file, or -1 if the server does not say
     */
    void received(String file, long received, long total);
  }

  /**
   * Creates a downloader for the given files.
   *
   * @param files the files of each data set
   */
  public DataDownload(Map<String, List<RemoteFile>> files) {
    this.files = new LinkedHashMap<>();
    files.forEach((name, list) -> this.files.put(name, List.copyOf(list)));
    this.transfer = new Transfer();
  }

  /** Returns the downloader for the addresses where the sets are published. */
  public static DataDownload official() {
    return new DataDownload(OfficialFiles.byName());
  }

  /** Returns the names that can be fetched. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /**
   * Fetches a data set into {@code folder/name}, where {@link DataSets#load} finds it; files that
   * are already there are checked and kept.
   *
   * @param name one of {@link #names()}
   * @param folder the folder for all data sets, created if absent
   * @param progress hears of every file
   * @return the data set's own folder
   * @throws InvalidInputException if the set cannot be fetched, with what to do instead, or a
   *     checksum is wrong
   * @throws IOException if the server or the disk fails; what has arrived stays for the next
   *     attempt
   */
  public Path fetch(String name, Path folder, Progress progress) throws IOException {
    List<RemoteFile> wanted = files.get(name);
    if (wanted == null) {
      throw new InvalidInputException(refusal(name));
    }
    Path target = Files.createDirectories(folder.resolve(name));
    for (RemoteFile file : wanted) {
      Path local = target.resolve(file.name());
      if (!Files.exists(local) || !Checksum.md5(local).equals(file.md5())) {
        transfer.fetch(file, local, progress);
      }
      if (file.isArchive()) {
        Archive.unpack(local, target);
      }
    }
    return target;
  }

  private String refusal(String name) {
    String reason = OfficialFiles.reasons().get(name);
    return reason != null
        ? "data set %s cannot be fetched: %s".formatted(name, reason)
        : "unknown data set %s: expected one of %s".formatted(name, String.join(", ", names()));
  }
}
