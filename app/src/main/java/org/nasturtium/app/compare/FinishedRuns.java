package org.nasturtium.app.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Finished runs of other comparisons, which a larger one takes instead of repeating them.
 *
 * @param folders the folders of those comparisons, in the order in which they are looked at
 */
public record FinishedRuns(List<MatrixFolder> folders) {
  private static final String RESULT = "result.json";
  private static final String LOCK = "run.lock";

  /**
   * Checks that there are comparisons in the folders.
   *
   * @throws InvalidInputException if there is none in one of them
   */
  public FinishedRuns {
    folders = List.copyOf(folders);
    for (MatrixFolder folder : folders) {
      if (!folder.isBegun()) {
        throw new InvalidInputException(
            "--from %s holds no comparison: expected the --out of an earlier one"
                .formatted(folder.path()));
      }
    }
  }

  /** Returns the runs of no other comparison. */
  public static FinishedRuns none() {
    return new FinishedRuns(List.of());
  }

  /**
   * Copies the finished run of an entry, of exactly its settings, if there is one.
   *
   * @param entry the entry
   * @param target where its run is to be; nothing is copied if something is there
   * @return where it was taken from
   * @throws IOException if it cannot be copied
   */
  Optional<Path> take(Matrix.Entry entry, Path target) throws IOException {
    if (Files.exists(target)) {
      return Optional.empty();
    }
    Optional<Path> found =
        folders.stream()
            .map(folder -> folder.file(entry.name()))
            .filter(run -> isFinished(run) && isOf(entry, run))
            .findFirst();
    if (found.isPresent()) {
      copy(found.get(), target);
    }
    return found;
  }

  private static boolean isFinished(Path run) {
    return Files.exists(run.resolve("run.json")) && Files.exists(run.resolve(RESULT));
  }

  private static boolean isOf(Matrix.Entry entry, Path run) {
    return new RunFolder(run).settings().equals(entry.settings());
  }

  /** Copies a folder; the result, which says that a run is complete, comes last. */
  private static void copy(Path source, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = source.relativize(file).toString();
      if (!name.equals(RESULT) && !name.equals(LOCK)) {
        copyFile(file, target.resolve(name));
      }
    }
    copyFile(source.resolve(RESULT), target.resolve(RESULT));
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Path parent = to.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.copy(from, to);
  }
}
