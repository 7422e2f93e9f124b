package org.nasturtium.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;

/**
 * A run folder holds one run: its settings, checkpoints, results, network and report.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final String SETTINGS = "run.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

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
    try {
      Files.createDirectories(path);
      DurableFile.write(
          folder.file(SETTINGS),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write the output folder " + path + ": " + reason(e), e);
    }
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
    try {
      @Nullable RunSettings read =
          JSON.readValue(Files.readString(file(SETTINGS)), RunSettings.class);
      if (read == null) {
        throw damaged(new IOException("it holds null"));
      }
      return read;
    } catch (JsonProcessingException e) {
      throw damaged(e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file(SETTINGS) + ": " + reason(e), e);
    }
  }

  private InvalidInputException damaged(Throwable cause) {
    return new InvalidInputException(
        "damaged " + file(SETTINGS) + ": expected the settings of a run", cause);
  }

  /**
   * Checks that a run goes on with the settings it began with.
   *
   * @param path where it is kept, for the message
   * @param begun the settings it began with
   * @param wanted those that were asked for
   * @throws InvalidInputException if they differ; the message names the first difference
   */
  public static void requireSame(Path path, RunSettings begun, RunSettings wanted) {
    Map<String, Object> found = fields(begun);
    fields(wanted)
        .forEach(
            (name, value) -> {
              if (!value.equals(found.get(name))) {
                throw new InvalidInputException(
                    "cannot resume %s: its %s is %s, but %s was asked for"
                        .formatted(path, name, found.get(name), value));
              }
            });
  }

  static RunSettings settings(Map<String, Object> fields) {
    return JSON.convertValue(fields, RunSettings.class);
  }

  static Map<String, Object> fields(RunSettings settings) {
    return JSON.convertValue(settings, new TypeReference<LinkedHashMap<String, Object>>() {});
  }
}
