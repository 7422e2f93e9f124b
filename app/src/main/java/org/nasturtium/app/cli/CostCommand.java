package org.nasturtium.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.torch.data.DataSets;
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
  @Spec private CommandSpec command;
  @Mixin private ArchitectureOptions architecture;

  @Option(
      names = "--dataset",
      defaultValue = "cifar10",
      paramLabel = "NAME",
      description =
          "Sets image size and classes; a graph of your own has its own. Default: ${DEFAULT-VALUE}.")
  private String dataset = "cifar10";

  @Mixin private SizeOptions size;
  @Mixin private Output output;

  @Override
  public Integer call() {
    NetworkSpace space = NetworkSpace.of(architecture.space());
    Architecture picked = architecture.architecture();
    Skeleton skeleton = skeleton(space);
    Cost raw = CostModel.of(space.rawNetwork(picked, skeleton));
    Cost deployed = CostModel.of(space.network(picked, skeleton));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("space", space.name());
    fields.put("architecture", space.format(picked));
    fields.put("index", space.rank(picked));
    if (!(space instanceof GraphSpace)) {
      fields.put("dataset", dataset);
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

  private Skeleton skeleton(NetworkSpace space) {
    OwnGraph.refuseSizes(space, command, "--channels", "--cells", "--dataset");
    if (space instanceof GraphSpace own) {
      return own.skeleton();
    }
    DataSets.Facts facts = DataSets.facts(dataset);
    Shape image = new Shape(facts.channels(), facts.side(), facts.side());
    Skeleton published = space.skeleton(image, facts.classes());
    size.check();
    return published
        .withChannels(size.channels(published.channels()))
        .withCells(size.cells(published.cells()));
  }

  private static List<String> lines(Map<String, Object> fields) {
    return fields.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%-22s %s", e.getKey(), e.getValue()))
        .toList();
  }
}
