package org.nasturtium.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.study.StudyFolder;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.TrialStore;
import org.nasturtium.store.TrialStores;
import picocli.CommandLine.Option;

/** The option that names a trial store to read. */
final class StoreOptions {
  private static final String SQLITE = "jdbc:sqlite:";

  @Option(
      names = "--store",
      defaultValue = ".",
      paramLabel = "URL|DIR",
      description =
          "A JDBC URL, or the folder of a run with its own store. Default: the current folder.")
  private String store = ".";

  /**
   * Opens the store; one that is not there is not made.
   *
   * @throws InvalidInputException if there is none
   */
  TrialStore open() {
    String url = store.startsWith("jdbc:") ? store : StudyFolder.storeIn(Path.of(store));
    if (url.startsWith(SQLITE)) {
      Path file = Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*$", ""));
      if (!Files.isRegularFile(file)) {
        throw new InvalidInputException("no trial store: there is no file " + file);
      }
    }
    return TrialStores.open(url);
  }

  /**
   * Returns a study.
   *
   * @param open the store
   * @param name its name; empty for the only one
   * @throws InvalidInputException if there is none, or no name and several
   */
  static StudyLog study(TrialStore open, @Nullable String name) {
    List<String> names = open.studies().stream().map(StudySpec::name).toList();
    if (name == null && names.size() != 1) {
      throw new InvalidInputException(
          "expected the name of a study; this store holds " + listed(names));
    }
    String wanted = name == null ? names.get(0) : name;
    return open.find(wanted)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "no study '%s'; this store holds %s".formatted(wanted, listed(names))));
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
