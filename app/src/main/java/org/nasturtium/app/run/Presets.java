package org.nasturtium.app.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.train.TrainingOptions;
import org.nasturtium.torch.train.TrainingPreset;
import org.nasturtium.torch.train.TrainingPresets;

/**
 * The registry of presets: budgets, and the published trainings.
 *
 * <p>The presets {@code demo} and {@code quick} raise the learning rate of the policy, because its
 * Adam moves each logit by at most that rate per step: with the published rate a policy of a few
 * hundred steps is still flat, and its answer is noise. The demo also raises that of the weights,
 * and searches with DARTS: in a few epochs, a method that trains one candidate per edge and step
 * hardly trains any. The report shows the rates.
 */
public final class Presets {
  private static final Shape ANY_IMAGE = new Shape(3, 32, 32);
  private static final int ANY_CLASSES = 10;
  private static final String TOPOLOGY = "nats-topology";

  /**
   * Which cells a published training is for, by how its name begins; the first row counts. Without
   * a method they are not searched with shared weights.
   */
  private record Family(String prefix, String space, String method, int reductionCells) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("gdas-frc-", "darts-cnn-frc", "gdas-frc", 2),
          new Family("gdas-", "darts-cnn", "gdas", 2),
          new Family("nge-", "darts-cnn-nge", "nge", 2),
          new Family("darts-", "darts-cnn", "darts-v1", 2),
          new Family("nasgem-", DagSpace.NAME, "", 0));

  private static final List<Preset> ROWS =
      Stream.concat(budgets().stream(), TrainingPresets.all().stream().map(Presets::published))
          .toList();

  private Presets() {}

  private static List<Preset> budgets() {
    return List.of(
        small(
            "demo",
            "seconds to minutes on two cores: generated data, or a first look at one's own",
            "darts-v1",
            new SearchPlan(8, 1, 3, 64, 0.1, 3e-2, 0, false),
            5),
        small(
            "quick",
            "minutes to an hour on two cores",
            "gdas",
            new SearchPlan(8, 1, 20, 64, 0, 3e-3, 0, false),
            30),
        small(
            "nats-topology-small",
            "the search of NATS-Bench at 8 channels, 1 cell per stage, 20 epochs, 20,000 images, batch 64, published rates",
            "gdas",
            new SearchPlan(8, 1, 20, 64, 0, 0, 20_000, true),
            30),
        new Preset(
            "published",
            "the settings of the papers; made for GPUs",
            TOPOLOGY,
            "gdas",
            Optional.of(SearchPlan.published()),
            Optional.of(Presets::asPublished),
            Optional.empty()));
  }

  private static Preset small(
      String name, String meaning, String method, SearchPlan search, int retrainEpochs) {
    return new Preset(
        name,
        meaning,
        TOPOLOGY,
        method,
        Optional.of(search),
        Optional.of(
            space ->
                new TrainingPlan(
                    search.channels(),
                    search.cells(),
                    false,
                    retrainEpochs,
                    TrainingSettings.ofSpace(space.name(), retrainEpochs, search.batch()))),
        Optional.empty());
  }

  private static TrainingPlan asPublished(NetworkSpace space) {
    Skeleton size = space.skeleton(ANY_IMAGE, ANY_CLASSES);
    TrainingOptions options = TrainingTable.of(space.name());
    return new TrainingPlan(
        size.channels(),
        size.cells(),
        false,
        options.epochs(),
        TrainingSettings.of(options, 0, true, Skeleton.Stem.CIFAR));
  }

  private static Preset published(TrainingPreset training) {
    Family family =
        FAMILIES.stream()
            .filter(each -> training.name().startsWith(each.prefix()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(training.name() + " is of no family"));
    TrainingPlan plan =
        new TrainingPlan(
            training.channels(),
            training.cells(),
            training.options().auxiliaryWeight() > 0,
            training.options().epochs(),
            TrainingSettings.of(
                training.options(),
                training.augmentation().cutout(),
                training.augmentation().padding() > 0,
                training.stem()));
    return new Preset(
        training.name(),
        "%d channels, %d cells, %d epochs: %s"
            .formatted(
                plan.channels(),
                3 * plan.cells() + family.reductionCells(),
                plan.epochs(),
                training.source()),
        family.space(),
        family.method(),
        training.stem() == Skeleton.Stem.CIFAR && !family.method().isEmpty()
            ? Optional.of(SearchPlan.published())
            : Optional.empty(),
        Optional.of(space -> plan),
        Optional.of(training));
  }

  /** Returns all presets. */
  public static List<Preset> all() {
    return ROWS;
  }

  /** Returns the names of those that satisfy a condition, for a message. */
  static String names(Predicate<Preset> condition) {
    return ROWS.stream().filter(condition).map(Preset::name).collect(Collectors.joining(", "));
  }

  /**
   * Returns the preset of a name, or the usual one of a data set if the name is empty.
   *
   * @param name the name
   * @param dataset the name of the data set
   * @throws InvalidInputException if there is none of that name; the message lists all
   */
  public static Preset of(String name, String dataset) {
    return byName(name.isEmpty() ? dataset.equals("shapes") ? "demo" : "quick" : name);
  }

  /**
   * Returns the preset of a name.
   *
   * @param name the name
   * @throws InvalidInputException if there is none of that name; the message lists all
   */
  public static Preset byName(String name) {
    return ROWS.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown preset '%s': expected one of %s".formatted(name, names(any -> true))));
  }
}
