package org.nasturtium.app.run;

import java.util.List;
import java.util.stream.Collectors;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.supernet.CandidateOptions;

/**
 * A preset is the default of every setting that a user leaves open: a budget.
 *
 * <p>Short presets raise the learning rate of the policy, because its Adam moves each logit by at
 * most that rate per step: with the published rate a policy of a few hundred steps is still flat,
 * and its answer is noise. The demo also raises that of the weights, and searches with DARTS: in a
 * few epochs, a method that trains one candidate per edge and step hardly trains any. The report
 * shows the rates.
 */
public enum Preset {
  /** Seconds to minutes on two cores: the generated data, or a first look at one's own. */
  DEMO("darts-v1", 8, 1, 3, 64, 5, 3, 0.1, 3e-2),
  /** Minutes to an hour on two cores. */
  QUICK("gdas", 8, 1, 20, 64, 30, 1, 0, 3e-3),
  /** The settings of the papers; made for GPUs. */
  PUBLISHED("gdas", 0, 0, 0, 0, 200, 12, 0, 0);

  private static final int PREVIEW = 10;

  private final String method;
  private final int channels;
  private final int cells;
  private final int epochs;
  private final int batch;
  private final int retrainEpochs;
  private final int trialEpochs;
  private final double weightRate;
  private final double policyRate;

  Preset(
      String method,
      int channels,
      int cells,
      int epochs,
      int batch,
      int retrainEpochs,
      int trialEpochs,
      double weightRate,
      double policyRate) {
    this.method = method;
    this.channels = channels;
    this.cells = cells;
    this.epochs = epochs;
    this.batch = batch;
    this.retrainEpochs = retrainEpochs;
    this.trialEpochs = trialEpochs;
    this.weightRate = weightRate;
    this.policyRate = policyRate;
  }

  /** Returns the preset of a name, or that of a data set if the name is empty. */
  public static Preset of(String name, String dataset) {
    if (name.isEmpty()) {
      return dataset.equals("shapes") ? DEMO : QUICK;
    }
    return List.of(values()).stream()
        .filter(preset -> preset.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown preset '" + name + "': expected one of " + names()));
  }

  private static String names() {
    return List.of(values()).stream().map(Preset::toString).collect(Collectors.joining(", "));
  }

  /** Returns the name of the method to search with. */
  public String method() {
    return method;
  }

  /** Returns the settings of a search. */
  public SearchSettings search(Recipe recipe, OpenSpace space) {
    SearchSettings published = recipe.settingsFor(space);
    return this == PUBLISHED
        ? published
        : published
            .withCandidates(preview(published.candidates()))
            .withEpochs(epochs)
            .withBatchSize(batch)
            .withRates(weightRate == 0 ? published.weightRate() : weightRate, policyRate);
  }

  /** After each epoch, a short search scores few candidates: it would spend most of its time. */
  private static CandidateOptions preview(CandidateOptions published) {
    return published.withCounts(published.count(), Math.min(PREVIEW, published.preview()));
  }

  /**
   * Returns the macro settings of the supernet, of which only channels and cells mean something.
   */
  public Skeleton searchSkeleton(OpenSpace space, Shape input, int classes) {
    return this == PUBLISHED
        ? space.searchSkeleton(input, classes)
        : Skeleton.standalone(input, classes, channels, cells);
  }

  /** Returns the macro settings of trained networks, likewise. */
  public Skeleton skeleton(NetworkSpace space, Shape input, int classes) {
    return this == PUBLISHED
        ? space.skeleton(input, classes)
        : Skeleton.standalone(input, classes, channels, cells);
  }

  /** Returns the epochs of each training. */
  public int retrainEpochs() {
    return retrainEpochs;
  }

  /**
   * Returns the epochs of each trial of a black-box search. Trials only rank architectures: a short
   * proxy that sees many of them finds more than a long training that sees few. NATS-Bench's own
   * short budget has 12 epochs.
   */
  public int trialEpochs() {
    return trialEpochs;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
