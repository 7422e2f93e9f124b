package org.nasturtium.torch.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.Checkpoint;

/**
 * Encoder progress is how far the training of an encoder came.
 *
 * @param iteration the steps done
 * @param similarity the sum of the similarity losses since the last point of the curve
 * @param reconstruction the sum of the reconstruction losses since then
 * @param seconds how long it took so far
 * @param curve the points so far
 */
record EncoderProgress(
    int iteration,
    double similarity,
    double reconstruction,
    double seconds,
    List<EncoderTraining.Point> curve) {
  private static final String NETWORKS = "networks.";
  private static final String ADAM = "adam.";
  private static final JsonMapper JSON = new JsonMapper();

  /** The progress of a training that has not begun. */
  static final EncoderProgress NONE = new EncoderProgress(0, 0, 0, 0, List.of());

  /** Checks the position and copies the list. */
  EncoderProgress {
    if (iteration < 0) {
      throw new InvalidInputException(
          "an encoder cannot have learned for %d steps".formatted(iteration));
    }
    curve = List.copyOf(curve);
  }

  /**
   * A file that keeps a training which is not finished.
   *
   * @param path where it is
   * @param identity what a training that goes on from it must agree with, by name
   */
  record Kept(Path path, Map<String, String> identity) {
    /** Copies the map, marked as that of an encoder's training. */
    Kept {
      Map<String, String> marked = new TreeMap<>(identity);
      marked.put("kind", "graph-encoder-training");
      identity = marked;
    }

    /** Writes the state: how far it is, the weights, and the optimizer. */
    void write(EncoderProgress progress, Map<String, Tensor> networks, Adam adam) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Checkpoint.put(tensors, NETWORKS, networks);
      Checkpoint.put(tensors, ADAM, adam.state());
      try (StepScope scope = StepScope.open()) {
        new Checkpoint(identity, JSON.writeValueAsString(progress), tensors).write(path);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
      }
    }

    /**
     * Puts the state that was written, if any, into fresh networks and a fresh optimizer.
     *
     * @throws InvalidInputException if the file is damaged or belongs to another training
     */
    EncoderProgress restore(Map<String, Tensor> networks, Adam adam) {
      if (!Files.exists(path)) {
        return NONE;
      }
      try (StepScope scope = StepScope.open();
          NoGradGuard guard = new NoGradGuard()) {
        Checkpoint saved = Checkpoint.read(path, identity);
        @Nullable EncoderProgress progress =
            JSON.readValue(saved.progress(), EncoderProgress.class);
        Map<String, Tensor> weights = saved.part(NETWORKS);
        if (progress == null || !weights.keySet().equals(networks.keySet())) {
          throw new InvalidInputException(
              "damaged checkpoint " + path + ": it is not that of an encoder's training");
        }
        networks.forEach((name, tensor) -> tensor.copy_(weights.get(name)));
        adam.restore(saved.part(ADAM));
        return progress;
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(
            "damaged checkpoint " + path + ": its progress is malformed", e);
      }
    }
  }
}
