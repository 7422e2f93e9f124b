package org.nasturtium.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;

/**
 * A settings file is a JSON file with one record of settings, of which no field may be missing.
 *
 * @param file the file
 * @param type the type of the record
 * @param what what it holds, for people
 * @param <T> the type of the record
 */
public record SettingsFile<T>(Path file, Class<T> type, String what) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  /** Returns whether the file is there. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Returns the settings.
   *
   * @throws InvalidInputException if the file is missing or damaged
   */
  public T read() {
    try {
      @Nullable T read = JSON.readValue(Files.readString(file), type);
      if (read == null) {
        throw damaged(new IOException("it holds null"));
      }
      return read;
    } catch (JsonProcessingException e) {
      throw damaged(e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + RunFolder.reason(e), e);
    }
  }

  private InvalidInputException damaged(Throwable cause) {
    return new InvalidInputException("damaged " + file + ": expected " + what, cause);
  }

  /**
   * Writes settings, in a folder that is made if it is missing.
   *
   * @param settings the settings
   * @throws InvalidInputException if the folder cannot be written
   */
  public void write(T settings) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      DurableFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write the output folder " + file.getParent() + ": " + RunFolder.reason(e), e);
    }
  }

  /** Returns settings as the fields of the file, in its order. */
  public static Map<String, Object> fields(Object settings) {
    return JSON.convertValue(settings, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /**
   * Returns settings with those of others whose option was given.
   *
   * @param begun the settings
   * @param others the settings of the options
   * @param type the type of the record
   * @param given whether an option, such as {@code --kernel-iterations} for a field {@code
   *     kernelIterations}, was given
   * @param <T> the type of the record
   */
  public static <T extends Record> T overlaid(
      T begun, T others, Class<T> type, Predicate<String> given) {
    Map<String, Object> fields = fields(begun);
    fields(others)
        .forEach(
            (name, value) -> {
              if (given.test(option(name))) {
                fields.put(name, value);
              }
            });
    return of(fields, type);
  }

  private static String option(String field) {
    return "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns settings of fields.
   *
   * @param fields the fields of the file
   * @param type the type of the record
   * @param <T> the type of the record
   */
  public static <T> T of(Map<String, Object> fields, Class<T> type) {
    return JSON.convertValue(fields, type);
  }
}
