package org.nasturtium.app.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;

/**
 * A study folder is the folder of a run that is a black-box search: it holds its further settings
 * and, unless trials are kept elsewhere, its trial store.
 *
 * @param run the folder of the run
 */
public record StudyFolder(RunFolder run) {
  private static final String SETTINGS = "study.json";
  private static final String STORE = "study.sqlite";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

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
    try {
      DurableFile.write(
          file(SETTINGS), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write the output folder " + run.path() + ": " + RunFolder.reason(e), e);
    }
  }

  /**
   * Returns the settings of the search.
   *
   * @throws InvalidInputException if they cannot be read
   */
  public StudySettings settings() {
    try {
      @Nullable StudySettings read =
          JSON.readValue(Files.readString(file(SETTINGS)), StudySettings.class);
      if (read == null) {
        throw damaged(new IOException("it holds null"));
      }
      return read;
    } catch (JsonProcessingException e) {
      throw damaged(e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read " + file(SETTINGS) + ": " + RunFolder.reason(e), e);
    }
  }

  private InvalidInputException damaged(Throwable cause) {
    return new InvalidInputException(
        "damaged " + file(SETTINGS) + ": expected the settings of a search", cause);
  }

  /**
   * Locks this folder for this process; the lock ends with the process at the latest.
   *
   * @throws InvalidInputException if another process works in it
   * @throws IOException if the lock file cannot be opened
   */
  public Lock lock() throws IOException {
    FileChannel channel =
        FileChannel.open(file("study.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Lock(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse();
    }
    channel.close();
    throw inUse();
  }

  private InvalidInputException inUse() {
    return new InvalidInputException(
        "output folder %s is in use by another process; expected one of its own, with --store for a shared study"
            .formatted(run.path()));
  }

  /**
   * The lock of a folder.
   *
   * @param channel the open lock file
   */
  public record Lock(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  static StudySettings settings(Map<String, Object> fields) {
    return JSON.convertValue(fields, StudySettings.class);
  }

  static Map<String, Object> fields(StudySettings settings) {
    return JSON.convertValue(settings, new TypeReference<LinkedHashMap<String, Object>>() {});
  }
}
