package org.nasturtium.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A run folder holds one run: its settings, checkpoints, results, network and report.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String SETTINGS = "run.json";

  /**
   * Creates the folder of a new run, or opens that of a run to resume.
   *
   * @param path the folder
   * @param settings the settings of the run
   * @param resume whether a run may already be there
   * @throws InvalidInputException if the folder cannot be written, holds a run that was not to be
   *     resumed, or one with other settings
   */
  public static RunFolder open(Path path, RunSettings settings, boolean resume) {
    RunFolder folder = new RunFolder(path);
    if (Files.exists(folder.file(SETTINGS))) {
      if (!resume) {
        throw new InvalidInputException(
            "output folder "
                + path
                + " already holds a run; expected an empty folder, or --resume to continue it");
      }
      requireSame(path, folder.settings(), settings);
      return folder;
    }
    if (resume) {
      throw new InvalidInputException(
          "nothing to resume: " + path + " holds no run (expected " + SETTINGS + " in it)");
    }
    folder.settingsFile().write(settings);
    return folder;
  }

  /**
   * Opens the folder of a run to read it.
   *
   * @param path the folder
   * @throws InvalidInputException if it holds no run
   */
  public static RunFolder existing(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.file(SETTINGS))) {
      throw new InvalidInputException(path + " is not the folder of a run: it has no " + SETTINGS);
    }
    return folder;
  }

  /**
   * Returns a folder for a run that names none: the first free one below {@code runs}.
   *
   * @param name what the run is
   */
  public static Path next(String name) {
    int number = 1;
    Path candidate = Path.of("runs", name + "-" + number);
    while (Files.exists(candidate)) {
      number++;
      candidate = Path.of("runs", name + "-" + number);
    }
    return candidate;
  }

  /**
   * Returns the message of an input or output fault, with its kind where the message is a mere file
   * name.
   */
  public static String reason(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return fault instanceof java.nio.file.FileSystemException
        ? fault.getClass().getSimpleName().replace("Exception", "") + " " + message
        : message;
  }

  /** Returns the file of a name in this folder. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Returns the settings of the run.
   *
   * @throws InvalidInputException if they cannot be read
   */
  public RunSettings settings() {
    return settingsFile().read();
  }

  private SettingsFile<RunSettings> settingsFile() {
    return new SettingsFile<>(file(SETTINGS), RunSettings.class, "the settings of a run");
  }

  /**
   * Checks that a run goes on with the settings it began with.
   *
   * @param path where it is kept, for the message
   * @param begun the settings it began with
   * @param wanted those that were asked for, of the same kind
   * @throws InvalidInputException if they differ; the message names the first difference
   */
  public static void requireSame(Path path, Record begun, Record wanted) {
    Map<String, Object> found = SettingsFile.fields(begun);
    SettingsFile.fields(wanted)
        .forEach(
            (name, value) -> {
              if (!value.equals(found.get(name))) {
                throw new InvalidInputException(
                    "cannot resume %s: its %s is %s, but %s was asked for"
                        .formatted(path, name, found.get(name), value));
              }
            });
  }
}
