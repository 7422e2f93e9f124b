package org.nasturtium.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.Presets;
import org.nasturtium.app.run.TrainingPlan;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.WidthBudget;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.torch.data.DataSets;
import org.nasturtium.torch.train.TrainingPreset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts what an architecture costs. */
@Command(
    name = "cost",
    description = "Count the parameters, multiply-accumulates and memory of an architecture.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CostCommand implements Callable<Integer> {
  private static final String CIFAR10 = "cifar10";
  private static final int CHANNEL_STEP = 4;

  @Spec private CommandSpec command;
  @Mixin private ArchitectureOptions architecture;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "Sets image size and classes; a graph of your own has its own. Default: the preset's, or cifar10.")
  private @Nullable String dataset;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "Counts the network that a preset of the list below trains, without its auxiliary head.")
  private @Nullable String preset;

  @Option(
      names = "--fit-macs",
      paramLabel = "N",
      description =
          "Instead of --channels: the most channels, a multiple of 4, with which the network costs at most N multiply-adds.")
  private @Nullable Long fitMacs;

  @Mixin private SizeOptions size;
  @Mixin private Output output;

  @Override
  public Integer call() {
    Optional<Preset> defaults = Optional.ofNullable(preset).map(Presets::byName);
    String name = architecture.spaceName(defaults.map(Preset::space).orElse("nats-topology"));
    NetworkSpace space = NetworkSpace.of(architecture.space(name));
    Architecture picked = architecture.architecture(space);
    Skeleton skeleton = fitted(space, picked, skeleton(space, defaults));
    Cost raw = CostModel.of(space.rawNetwork(picked, skeleton));
    Cost deployed = CostModel.of(space.network(picked, skeleton));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("space", space.name());
    fields.put("architecture", space.format(picked));
    fields.put("index", space.rank(picked));
    if (!(space instanceof GraphSpace)) {
      defaults.ifPresent(chosen -> fields.put("preset", chosen.name()));
      fields.put("dataset", dataset == null ? defaultDataset(defaults) : dataset);
      fields.put("input", skeleton.input().toString());
      fields.put("classes", skeleton.classes());
    }
    fields.put("channels", skeleton.channels());
    fields.put("cells", skeleton.cells());
    fields.put("parameters", raw.parameters());
    fields.put("macs", raw.macs());
    fields.put("full_macs", raw.fullMacs());
    fields.put("deployed_parameters", deployed.parameters());
    fields.put("deployed_macs", deployed.macs());
    fields.put("deployed_full_macs", deployed.fullMacs());
    fields.put("peak_activation_bytes", deployed.peakActivationBytes());
    output.result(fields, lines(fields));
    return 0;
  }

  private Skeleton fitted(NetworkSpace space, Architecture picked, Skeleton skeleton) {
    if (fitMacs == null) {
      return skeleton;
    }
    if (size.hasChannels()) {
      throw new InvalidInputException("--fit-macs chooses the channels; expected no --channels");
    }
    if (fitMacs < 1) {
      throw new InvalidInputException("--fit-macs must be at least 1, not " + fitMacs);
    }
    return new WidthBudget(fitMacs, CHANNEL_STEP).widest(space, picked, skeleton);
  }

  private Skeleton skeleton(NetworkSpace space, Optional<Preset> defaults) {
    OwnGraph.refuseSizes(
        space, command, "--fit-macs", "--channels", "--cells", "--dataset", "--preset");
    if (space instanceof GraphSpace own) {
      return own.skeleton();
    }
    size.check();
    Skeleton published =
        defaults
            .map(chosen -> trained(space, chosen))
            .orElseGet(
                () -> {
                  DataSets.Facts facts = facts();
                  return space.skeleton(image(facts), facts.classes());
                });
    return published
        .withChannels(size.channels(published.channels()))
        .withCells(size.cells(published.cells()));
  }

  /** The network that a preset trains: on its own images, or on those of the data set. */
  private Skeleton trained(NetworkSpace space, Preset chosen) {
    Optional<TrainingPreset> own = chosen.published().filter(any -> dataset == null);
    Shape image = own.map(TrainingPreset::images).orElseGet(() -> image(facts()));
    int classes = own.map(TrainingPreset::classes).orElseGet(() -> facts().classes());
    chosen.requireFits(space, image, classes);
    TrainingPlan plan = chosen.trainingPlan(space);
    return space
        .skeleton(image, classes)
        .withChannels(plan.channels())
        .withCells(plan.cells())
        .withStem(plan.settings().entry());
  }

  private static String defaultDataset(Optional<Preset> defaults) {
    return defaults.flatMap(Preset::published).isPresent() ? "" : CIFAR10;
  }

  private DataSets.Facts facts() {
    return DataSets.facts(dataset == null ? CIFAR10 : dataset);
  }

  private static Shape image(DataSets.Facts facts) {
    return new Shape(facts.channels(), facts.side(), facts.side());
  }

  private static List<String> lines(Map<String, Object> fields) {
    return fields.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%-22s %s", e.getKey(), e.getValue()))
        .toList();
  }
}
