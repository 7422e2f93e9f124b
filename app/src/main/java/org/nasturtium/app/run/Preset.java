package org.nasturtium.app.run;

import java.util.Optional;
import java.util.function.Function;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.torch.train.TrainingPreset;

/**
 * A preset is the default of every setting that a user leaves open: of a search, of trainings, or
 * of both. {@link Presets} lists all.
 *
 * @param name what users type
 * @param meaning one line for them
 * @param space the space to take if none is named
 * @param method the method to search with if none is named; empty where no method searches that
 *     space
 * @param search what it says of a search, if it is for searches
 * @param training what it says of trained networks, by their space, if it is for trainings
 * @param published the published training that it stands for, if any, which fits some images only
 */
public record Preset(
    String name,
    String meaning,
    String space,
    String method,
    Optional<SearchPlan> search,
    Optional<Function<NetworkSpace, TrainingPlan>> training,
    Optional<TrainingPreset> published) {
  /** Returns what is searched. */
  public SearchPlan searchPlan() {
    return search.orElseThrow(
        () ->
            new InvalidInputException(
                "preset %s is for trainings only; expected it with train or cost, or one of %s"
                    .formatted(name, Presets.names(each -> each.search().isPresent()))));
  }

  /**
   * Returns what is trained.
   *
   * @param of the space of the networks
   * @throws InvalidInputException if this preset is for searches only
   */
  public TrainingPlan trainingPlan(NetworkSpace of) {
    return training
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "preset %s searches and trains nothing; expected one of %s"
                        .formatted(name, Presets.names(each -> each.training().isPresent()))))
        .apply(of);
  }

  /**
   * Checks that this preset can train networks of a space.
   *
   * @param of the space
   * @throws InvalidInputException if it is not for them
   */
  public void requireSpace(NetworkSpace of) {
    if (published.isEmpty()) {
      return;
    }
    if (space.equals(DagSpace.NAME) && !(of instanceof DagSpace)) {
      throw new InvalidInputException(
          "preset %s is for networks of free DAG cells, not for those of space %s; expected one of dag, dag-NODES"
              .formatted(name, of.name()));
    }
    if (!space.equals(DagSpace.NAME) && !(of instanceof DartsCnn)) {
      throw new InvalidInputException(
          "preset %s is for networks of DARTS cells, not for those of space %s; expected one of darts-cnn, darts-cnn-nge, darts-cnn-frc"
              .formatted(name, of.name()));
    }
  }

  /**
   * Checks that this preset fits what it is to be used on.
   *
   * @param of the space
   * @param image the shape of one image
   * @param classes the number of classes
   * @throws InvalidInputException if it does not
   */
  public void requireFits(NetworkSpace of, Shape image, int classes) {
    requireSpace(of);
    published.ifPresent(training -> training.skeleton(image, classes));
  }
}
