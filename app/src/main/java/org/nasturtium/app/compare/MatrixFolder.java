package org.nasturtium.app.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;

/**
 * A matrix folder holds a matrix, the folder of each of its runs, their trials, and what they tell.
 *
 * @param path the folder
 */
public record MatrixFolder(Path path) {
  private static final String MATRIX = "compare.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** Returns whether a matrix is kept here. */
  public boolean isBegun() {
    return Files.exists(file(MATRIX));
  }

  /** Returns the file of a name. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Returns the matrix that is kept here.
   *
   * @throws InvalidInputException if there is none, or it cannot be read
   */
  public Matrix matrix() {
    if (!isBegun()) {
      throw new InvalidInputException(
          "nothing to resume: %s holds no comparison (expected %s in it)".formatted(path, MATRIX));
    }
    try {
      @Nullable Matrix read = JSON.readValue(Files.readString(file(MATRIX)), Matrix.class);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "damaged " + file(MATRIX) + ": expected the settings of a comparison", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read " + file(MATRIX) + ": " + RunFolder.reason(e), e);
    }
    throw new InvalidInputException("damaged " + file(MATRIX) + ": it holds null");
  }

  /**
   * Keeps a new matrix, or checks that one that goes on is the same.
   *
   * @param matrix the matrix
   * @throws InvalidInputException if another one is kept here, or the folder cannot be written
   */
  void keep(Matrix matrix) {
    if (isBegun()) {
      requireSame(matrix);
      return;
    }
    try {
      Files.createDirectories(path);
      DurableFile.write(
          file(MATRIX), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(matrix));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot write the output folder " + path + ": " + RunFolder.reason(e), e);
    }
  }

  private void requireSame(Matrix wanted) {
    Matrix found = matrix();
    for (int i = 0; i < found.methods().size(); i++) {
      RunFolder.requireSame(path, found.methods().get(i), wanted.methods().get(i));
    }
  }

  /** Opens the folder of a run, new or begun. */
  RunFolder run(Matrix.Entry entry) {
    Path folder = file(entry.name());
    return RunFolder.open(folder, entry.settings(), Files.exists(folder.resolve("run.json")));
  }
}
