package org.nasturtium.bench.convert;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The record files of an archive, {@code 000011.pickle.pbz2} and the like, in a folder or in a tar
 * file.
 */
abstract sealed class ArchiveFiles {
  /** The most bytes of a packed record; the published ones have under 100,000. */
  static final int MOST_PACKED = 1 << 23;

  private static final int MOST_RECORDS = 1_000_000;
  private static final Pattern RECORD = Pattern.compile("(?:.*/)?(\\d{6})\\.pickle\\.pbz2");

  /** Takes record files one by one. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes a record.
     *
     * @param index its index
     * @param where the file, for messages
     * @param packed its content
     */
    void read(int index, String where, byte[] packed) throws IOException;
  }

  /** Returns the indices of all records, ascending. */
  abstract int[] indices() throws IOException;

  /** Reads all records, in any order. */
  abstract void forEach(Reader reader) throws IOException;

  static ArchiveFiles in(Path source) {
    return Files.isDirectory(source) ? new Folder(source) : new Tar(source);
  }

  private static int indexOf(String name) {
    Matcher record = RECORD.matcher(name);
    return record.matches() ? Integer.parseInt(record.group(1)) : -1;
  }

  private static void add(SortedSet<Integer> indices, int index, Object where) {
    if (!indices.add(index)) {
      throw new InvalidInputException("%s holds record %06d twice".formatted(where, index));
    }
    if (indices.size() > MOST_RECORDS) {
      throw new InvalidInputException(where + " holds too many records");
    }
  }

  private static int[] sorted(SortedSet<Integer> indices, Path source) {
    if (indices.isEmpty()) {
      throw new InvalidInputException(
          source + " holds no record files, which are named like 000011.pickle.pbz2");
    }
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] bounded(InputStream input, String where) throws IOException {
    byte[] bytes = input.readNBytes(MOST_PACKED + 1);
    if (bytes.length > MOST_PACKED) {
      throw new InvalidInputException(
          "%s has more than %d bytes, too many for a record".formatted(where, MOST_PACKED));
    }
    return bytes;
  }

  /** A folder of record files, or one that holds such a folder. */
  private static final class Folder extends ArchiveFiles {
    private final Path folder;

    Folder(Path folder) {
      this.folder = folder;
    }

    private List<Path> files() throws IOException {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        return files.filter(file -> indexOf(file.toString().replace('\\', '/')) >= 0).toList();
      }
    }

    @Override
    int[] indices() throws IOException {
      SortedSet<Integer> indices = new TreeSet<>();
      for (Path file : files()) {
        add(indices, indexOf(String.valueOf(file.getFileName())), folder);
      }
      return sorted(indices, folder);
    }

    @Override
    void forEach(Reader reader) throws IOException {
      Iterator<Path> files = files().iterator();
      while (files.hasNext()) {
        Path file = files.next();
        try (InputStream input = Files.newInputStream(file)) {
          byte[] packed = bounded(input, file.toString());
          reader.read(indexOf(String.valueOf(file.getFileName())), file.toString(), packed);
        }
      }
    }
  }

  /** A tar file of record files. */
  private static final class Tar extends ArchiveFiles {
    private static final int BUFFER = 1 << 16;
    private final Path file;

    Tar(Path file) {
      this.file = file;
    }

    @Override
    int[] indices() throws IOException {
      SortedSet<Integer> indices = new TreeSet<>();
      walk((index, entry, tar) -> add(indices, index, file));
      return sorted(indices, file);
    }

    @Override
    void forEach(Reader reader) throws IOException {
      walk(
          (index, entry, tar) -> {
            String where = file + " entry " + CsvFile.brief(entry.getName());
            reader.read(index, where, bounded(tar, where));
          });
    }

    private interface Visitor {
      void visit(int index, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException;
    }

    private void walk(Visitor visitor) throws IOException {
      try (InputStream input = new BufferedInputStream(Files.newInputStream(file), BUFFER);
          TarArchiveInputStream tar = new TarArchiveInputStream(input, "UTF-8")) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          int index = entry.isFile() ? indexOf(entry.getName()) : -1;
          if (index >= 0) {
            visitor.visit(index, entry, tar);
          }
        }
      } catch (InvalidInputException e) {
        throw e;
      } catch (IOException | RuntimeException e) { // damaged headers surface as many kinds of fault
        throw new InvalidInputException(
            "%s is no readable tar file: %s"
                .formatted(file, e.getMessage() == null ? "it is damaged" : e.getMessage()),
            e);
      }
    }
  }
}
