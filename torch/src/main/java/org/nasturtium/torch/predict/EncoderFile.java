package org.nasturtium.torch.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.train.Checkpoint;

/**
 * An encoder file is where a trained encoder is kept; while it learns, its state is in a second
 * file beside it, which an interrupted training goes on from.
 *
 * @param path where the trained encoder is, or will be
 */
public record EncoderFile(Path path) {
  /** Returns whether the encoder is trained. */
  public boolean isTrained() {
    return Files.exists(path);
  }

  /** Returns whether a training was begun and not finished. */
  public boolean isBegun() {
    return Files.exists(unfinished());
  }

  /**
   * Returns what the files say of the encoder, by name.
   *
   * @throws InvalidInputException if there is none, or it is damaged
   */
  public Map<String, String> identity() {
    return Checkpoint.identity(isBegun() && !isTrained() ? unfinished() : path);
  }

  /**
   * Returns the loss curve of a trained encoder; empty if its file keeps none.
   *
   * @throws InvalidInputException if the file is missing or damaged
   */
  public List<EncoderTraining.Point> curve() {
    return LossCurve.read(path);
  }

  private Path unfinished() {
    return path.resolveSibling(path.getFileName() + ".unfinished");
  }

  /**
   * Returns the encoder and how it learned, trained now as far as it is not.
   *
   * @param task what to learn
   * @param identity what the files say of the encoder, by name; an unfinished training that says
   *     something else is not gone on with
   * @param engine where to compute
   * @param control is told the progress, and asked whether to stop
   * @throws InvalidInputException if the file holds another encoder, or the state another training
   * @throws StoppedException if the control asked to stop; what was learned is kept
   */
  public EncoderTraining.Result train(
      EncoderTraining.Task task, Map<String, String> identity, Engine engine, RunControl control) {
    if (isTrained()) {
      GraphEncoder found = GraphEncoder.load(path, engine);
      if (!found.spec().equals(task.spec())) {
        throw new InvalidInputException(
            "%s holds another encoder: %s, not %s".formatted(path, found.spec(), task.spec()));
      }
      return new EncoderTraining.Result(found, curve(), 0);
    }
    EncoderTraining.Result result =
        EncoderTraining.train(
            task, engine, control, Optional.of(new EncoderProgress.Kept(unfinished(), identity)));
    try {
      result.encoder().save(path, identity, result.curve());
      Files.deleteIfExists(unfinished());
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the encoder " + path, e);
    }
  }
}
