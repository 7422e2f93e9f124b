package org.nasturtium.core.search.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Proposal;

/**
 * The density models of BOHB, one per number of epochs; that of the most epochs with enough
 * observations is used.
 *
 * <p>With D choices and N observations, the best {@code max(D + 1, N * top / 100)} are good and the
 * next {@code max(D + 1, N * (100 - top) / 100)} bad, and both need at least D + 1; so the first
 * model appears with 2 (D + 1) observations. Observations of fewer epochs than those of the largest
 * model are no longer kept.
 */
final class DensityModels {
  /** An observation; its score is minus infinity where nothing was measured. */
  private record Observation(Architecture architecture, double score) {}

  private final SearchSpace space;
  private final Bohb.Options options;
  private final SortedMap<Integer, List<Observation>> byEpochs = new TreeMap<>();
  private Optional<DensityModel> largest = Optional.empty();
  private int largestEpochs;

  DensityModels(SearchSpace space, Bohb.Options options) {
    this.space = space;
    this.options = options;
  }

  /** Returns the model of the most epochs that has one. */
  Optional<DensityModel> largest() {
    return largest;
  }

  /**
   * Takes in what came of a proposal.
   *
   * @param proposal the proposal
   * @param member what was measured; empty if it did not complete
   */
  void observe(Proposal proposal, Optional<Member> member) {
    int epochs = proposal.fidelity().epochs();
    if (epochs < largestEpochs) {
      return;
    }
    List<Observation> observations = byEpochs.computeIfAbsent(epochs, any -> new ArrayList<>());
    double score = member.map(each -> each.score(0)).orElse(Double.NEGATIVE_INFINITY);
    observations.add(new Observation(proposal.architecture(), score));
    model(observations)
        .ifPresent(
            model -> {
              largest = Optional.of(model);
              largestEpochs = epochs;
            });
  }

  private Optional<DensityModel> model(List<Observation> observations) {
    int least = space.choices().size() + 1;
    int all = observations.size();
    int good = Math.max(least, options.topPercent() * all / 100);
    int bad = Math.min(Math.max(least, (100 - options.topPercent()) * all / 100), all - good);
    if (bad < least) {
      return Optional.empty();
    }
    List<Observation> sorted = new ArrayList<>(observations);
    sorted.sort(Comparator.comparingDouble(each -> -each.score));
    if (sorted.get(good - 1).score == Double.NEGATIVE_INFINITY) {
      return Optional.empty();
    }
    return Optional.of(
        new DensityModel(
            density(sorted.subList(0, good)), density(sorted.subList(good, good + bad))));
  }

  private KernelDensity density(List<Observation> observations) {
    List<Architecture> points = observations.stream().map(Observation::architecture).toList();
    return new KernelDensity(points, space.choices(), options.minBandwidth(), options.kernel());
  }
}
