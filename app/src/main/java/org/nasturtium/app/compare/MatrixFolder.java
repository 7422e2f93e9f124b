package org.nasturtium.app.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A matrix folder holds a matrix, the folder of each of its runs, their trials, and what they tell.
 *
 * @param path the folder
 */
public record MatrixFolder(Path path) {
  private static final String MATRIX = "compare.json";

  /** Returns whether a matrix is kept here. */
  public boolean isBegun() {
    return matrixFile().exists();
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
    return matrixFile().read();
  }

  private SettingsFile<Matrix> matrixFile() {
    return new SettingsFile<>(file(MATRIX), Matrix.class, "the settings of a comparison");
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
    matrixFile().write(matrix);
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
