package org.nasturtium.torch.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.supernet.Supernet;
import org.nasturtium.torch.train.Checkpoint;
import org.nasturtium.torch.train.Optimizer;
import org.nasturtium.torch.train.RunningMean;
import org.nasturtium.torch.train.Sgd;

/**
 * A search checkpoint keeps what a search goes on from: shared weights, policy, both optimizers and
 * how far it came.
 */
final class SearchCheckpoint {
  private static final JsonMapper JSON = new JsonMapper();

  private final SupernetSearch.Task task;
  private final Supernet supernet;
  private final Sgd weights;
  private final Optimizer policy;

  /** How far a search came; the JSON in its checkpoint. */
  record Progress(
      int epoch,
      int move,
      RunningMean training,
      RunningMean validation,
      List<SearchEpoch> epochs,
      List<Double> memory,
      double seconds) {
    /** A checkpoint of an earlier version remembers nothing. */
    Progress {
      memory = memory == null ? List.of() : List.copyOf(memory);
    }
  }

  SearchCheckpoint(SupernetSearch.Task task, Supernet supernet, Sgd weights, Optimizer policy) {
    this.task = task;
    this.supernet = supernet;
    this.weights = weights;
    this.policy = policy;
  }

  boolean exists() {
    return Files.exists(task.checkpoint());
  }

  /**
   * Restores the tensors of the saved state.
   *
   * @return how far it came
   * @throws InvalidInputException if the file is damaged or of another run
   */
  Progress restore() {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Checkpoint saved = Checkpoint.read(task.checkpoint(), task.identity());
      copy(saved.part("network."), supernet.network().state());
      copy(saved.part("policy."), supernet.policy().trainable());
      weights.restore(saved.part("weights."));
      policy.restore(saved.part("adam."));
      return JSON.readValue(saved.progress(), Progress.class);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "damaged checkpoint " + task.checkpoint() + ": its progress is not readable", e);
    }
  }

  private void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
    to.forEach(
        (name, tensor) -> {
          Tensor source = from.get(name);
          if (source == null) {
            throw new InvalidInputException("checkpoint " + task.checkpoint() + " lacks " + name);
          }
          tensor.copy_(source);
        });
  }

  /** Returns the name of a tensor of the network or the policy with a value that is no number. */
  Optional<String> notFinite() {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>(supernet.network().state());
      Checkpoint.put(tensors, "policy.", supernet.policy().trainable());
      return tensors.entrySet().stream()
          .filter(entry -> !entry.getValue().isfinite().all().item_bool())
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  void save(Progress progress) throws IOException {
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Checkpoint.put(tensors, "network.", supernet.network().state());
      Checkpoint.put(tensors, "policy.", supernet.policy().trainable());
      Checkpoint.put(tensors, "weights.", weights.state());
      Checkpoint.put(tensors, "adam.", policy.state());
      new Checkpoint(new TreeMap<>(task.identity()), JSON.writeValueAsString(progress), tensors)
          .write(task.checkpoint());
    }
  }
}
