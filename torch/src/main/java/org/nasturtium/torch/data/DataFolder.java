package org.nasturtium.torch.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/** The folder a user gave for a data set, and the places in it where the set's files may lie. */
final class DataFolder {
  private static final int NAMES_SHOWN = 5;

  private final String set;
  private final Path folder;
  private final List<Path> places = new ArrayList<>();

  private DataFolder(String set, Path folder) {
    this.set = set;
    this.folder = folder;
  }

  /**
   * Returns the folder of a data set.
   *
   * @param set the data set's name, also the first subfolder looked into
   * @param subfolders further subfolders that official archives unpack to
   * @throws InvalidInputException if there is no such folder
   */
  static DataFolder of(String set, @Nullable Path folder, String... subfolders) {
    if (folder == null) {
      throw new InvalidInputException(
          "data set %s is read from files: name their folder".formatted(set));
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("data set %s: %s is not a folder".formatted(set, folder));
    }
    DataFolder result = new DataFolder(set, folder);
    for (Path base : List.of(folder.resolve(set), folder)) {
      for (String subfolder : subfolders) {
        result.places.add(base.resolve(subfolder));
      }
      result.places.add(base);
    }
    return result;
  }

  /**
   * Returns the file with one of the given names, the first that exists.
   *
   * @throws InvalidInputException if there is none; names what the folder holds instead
   */
  Path file(String... names) {
    for (Path place : places) {
      for (String name : names) {
        Path file = place.resolve(name);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new InvalidInputException(
        "data set %s: %s lacks %s; it holds %s"
            .formatted(set, folder, String.join(" or ", names), contents(folder)));
  }

  /** Returns up to five names in a folder, for a message. */
  static String contents(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names = entries.map(path -> path.getFileName().toString()).sorted().toList();
      String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
      int more = names.size() - NAMES_SHOWN;
      return names.isEmpty() ? "nothing" : more > 0 ? shown + " and " + more + " more" : shown;
    } catch (IOException e) {
      return "what cannot be listed";
    }
  }
}
