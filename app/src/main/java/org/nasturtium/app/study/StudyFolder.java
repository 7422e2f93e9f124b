package org.nasturtium.app.study;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A study folder is the folder of a run that is a black-box search: it holds its further settings
 * and, unless trials are kept elsewhere, its trial store.
 *
 * @param run the folder of the run
 */
public record StudyFolder(RunFolder run) {
  private static final String SETTINGS = "study.json";
  private static final String STORE = "study.sqlite";

  /**
   * Returns whether a folder holds a black-box search.
   *
   * @param path the folder
   */
  public static boolean isIn(Path path) {
    return Files.exists(path.resolve(SETTINGS));
  }

  /**
   * Returns the URL of the trial store in a folder.
   *
   * @param path the folder of a run
   * @throws InvalidInputException if there is none
   */
  public static String storeIn(Path path) {
    Path file = path.resolve(STORE);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "no trial store in %s: expected %s there, or a JDBC URL".formatted(path, STORE));
    }
    return url(file);
  }

  /**
   * Returns the URL of the store that is kept in a folder, whether it is there or not.
   *
   * @param path the folder
   */
  public static String ownStore(Path path) {
    return url(path.resolve(STORE));
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }

  /** Returns the file of a name. */
  Path file(String name) {
    return run.file(name);
  }

  /** Returns the URL of this search's trial store. */
  String store(StudySettings settings) {
    return settings.store().isEmpty() ? url(file(STORE)) : settings.store();
  }

  /**
   * Keeps the settings of a new search, or those of one that goes on.
   *
   * @param settings the settings
   * @throws InvalidInputException if the folder holds another search, or cannot be written
   */
  void keep(StudySettings settings) {
    if (isIn(run.path())) {
      settings().requireContinues(settings, run.path());
    }
    settingsFile().write(settings);
  }

  /**
   * Returns the settings of the search.
   *
   * @throws InvalidInputException if they cannot be read
   */
  public StudySettings settings() {
    return settingsFile().read();
  }

  private SettingsFile<StudySettings> settingsFile() {
    return new SettingsFile<>(file(SETTINGS), StudySettings.class, "the settings of a search");
  }
}
