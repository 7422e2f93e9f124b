package org.nasturtium.torch.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.Supernet;
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.DivergedException;
import org.nasturtium.torch.train.Optimizer;
import org.nasturtium.torch.train.Sgd;

/**
 * The one loop of all weight-sharing methods: weight steps and architecture steps in a recipe's
 * order, then its derivation.
 *
 * <p>Saves a checkpoint after every epoch and when it is stopped. Every draw comes from a seed
 * named after its epoch and step, so a run that is killed and resumed ends bit for bit as one that
 * was not.
 */
public final class SupernetSearch {
  private final Task task;
  private final RunControl control;
  private final Remark remark;

  /**
   * What to search, with what, and where to keep it.
   *
   * @param space the space
   * @param skeleton the macro settings of the supernet
   * @param recipe the method
   * @param settings its settings
   * @param training the images that the weights learn from
   * @param validation the images that the policy learns from
   * @param normalization how pixels become inputs
   * @param augmentation how training images vary; the policy's images vary likewise, as coded for
   *     NATS-Bench
   * @param feasibility which architectures may be the answer
   * @param seed where weights and draws come from
   * @param checkpoint the checkpoint file; resumed from if it exists
   * @param identity what the run is, so that the checkpoint of another is refused
   */
  public record Task(
      OpenSpace space,
      Skeleton skeleton,
      Recipe recipe,
      SearchSettings settings,
      ImageSet training,
      ImageSet validation,
      Normalization normalization,
      Augmentation augmentation,
      Feasibility feasibility,
      Seed seed,
      Path checkpoint,
      Map<String, String> identity) {
    /** Copies the identity. */
    public Task {
      identity = Map.copyOf(identity);
      recipe.requireSearches(space);
      recipe.derivation().require(space, settings.candidates());
      if (training.size() == 0 || validation.size() == 0) {
        throw new InvalidInputException("a search needs images in both halves of its training set");
      }
    }
  }

  /**
   * Creates a search.
   *
   * @param task what to do
   * @param control whom to tell
   */
  public SupernetSearch(Task task, RunControl control) {
    this(task, control, Remark.none());
  }

  /**
   * Creates a search whose epochs are remarked on.
   *
   * @param task what to do
   * @param control whom to tell
   * @param remark what to say about the architecture derived after each epoch; the search never
   *     reads it
   */
  public SupernetSearch(Task task, RunControl control, Remark remark) {
    this.task = task;
    this.control = control;
    this.remark = remark;
  }

  /**
   * Searches to the end, from the checkpoint if there is one.
   *
   * @param engine how to compute
   * @throws StoppedException if asked to stop; the state was saved
   * @throws DivergedException if a loss is no longer a number; the last epoch's state stays saved
   * @throws IOException if a checkpoint cannot be written
   */
  public SearchResult search(Engine engine) throws IOException {
    TorchNetwork network =
        new TorchNetwork(
            task.space().supernet(task.skeleton().searching()),
            engine,
            task.seed().child("weights"));
    try (Supernet supernet =
            new Supernet(
                task.space(),
                network,
                task.recipe()
                    .policy()
                    .create(task.space(), engine.weightType(), task.seed().child("policy")));
        Sgd weights =
            new Sgd(
                network.trainable(),
                task.settings().weights().momentum(),
                WeightSettings.MOMENTUM,
                task.settings().weights().decay());
        Optimizer policy =
            new Adam(supernet.policy().trainable(), task.settings().policy().options());
        ArchitectureStep step = task.recipe().architectureStep().create(task.settings())) {
      SearchSession run = new SearchSession(task, control, remark, supernet, weights, policy, step);
      run.restore();
      run.toEnd();
      return run.result();
    }
  }
}
