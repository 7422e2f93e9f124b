package org.nasturtium.app.predict;

import java.nio.file.Path;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.predict.EncoderFile;

/**
 * A sweep folder holds a sweep, its encoders with a row each, and what they tell together.
 *
 * @param path the folder
 */
public record SweepFolder(Path path) {
  private static final String SWEEP = "sweep.json";

  /** Returns whether a sweep is kept here. */
  public boolean isBegun() {
    return sweepFile().exists();
  }

  /** Returns the file of a name. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Returns the sweep that is kept here.
   *
   * @throws InvalidInputException if there is none, or it cannot be read
   */
  public Sweep sweep() {
    if (!isBegun()) {
      throw new InvalidInputException(
          "nothing to resume: %s holds no sweep (expected %s in it)".formatted(path, SWEEP));
    }
    return sweepFile().read();
  }

  private SettingsFile<Sweep> sweepFile() {
    return new SettingsFile<>(file(SWEEP), Sweep.class, "the settings of a sweep");
  }

  /**
   * Keeps a new sweep, or checks that one that goes on is the same.
   *
   * @param sweep the sweep
   * @throws InvalidInputException if another one is kept here, or the folder cannot be written
   */
  void keep(Sweep sweep) {
    if (isBegun()) {
      RunFolder.requireSame(path, sweep(), sweep);
    } else {
      sweepFile().write(sweep);
    }
  }

  /** Returns the file of an encoder. */
  EncoderFile encoder(Sweep.Entry entry) {
    return new EncoderFile(file(entry.name() + ".encoder"));
  }

  /** Returns the file of the row of an encoder, which is there once it was measured. */
  SettingsFile<SweepRow> row(Sweep.Entry entry) {
    return new SettingsFile<>(
        file(entry.name() + ".json"), SweepRow.class, "the row of an encoder of a sweep");
  }
}
