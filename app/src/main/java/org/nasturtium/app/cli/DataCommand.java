package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.DataDownload;
import org.nasturtium.torch.data.DataSets;
import org.nasturtium.torch.data.ImageData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, downloads and describes data sets. */
@Command(
    name = "data",
    description = "List, download and describe data sets.",
    mixinStandardHelpOptions = true,
    subcommands = {DataCommand.Names.class, DataCommand.Get.class, DataCommand.Info.class})
final class DataCommand {
  /** Lists the known data sets. */
  @Command(
      name = "list",
      description = "List the known data sets.",
      mixinStandardHelpOptions = true)
  static final class Names implements Callable<Integer> {
    @Mixin private Output output;

    @Override
    public Integer call() {
      output.result(Map.of("datasets", DataSets.names()), DataSets.names());
      return 0;
    }
  }

  /** Downloads a data set. */
  @Command(
      name = "get",
      description = "Download a public data set from its official address, checked and resumable.",
      mixinStandardHelpOptions = true)
  static final class Get implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The data set.")
    private String name;

    @Option(
        names = "--data",
        defaultValue = "data",
        paramLabel = "DIR",
        description = "Where to keep it. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("data");

    @Mixin private Output output;

    @Override
    public Integer call() throws IOException {
      Path target;
      try (ConsoleControl control = output.progress()) {
        target = DataDownload.official().fetch(name, folder, control::steps);
      }
      output.result(
          Map.of("dataset", name, "folder", target.toString()), List.of(name + " is in " + target));
      return 0;
    }
  }

  /** Describes a data set. */
  @Command(
      name = "info",
      description = "Load a data set and describe it.",
      mixinStandardHelpOptions = true)
  static final class Info implements Callable<Integer> {
    @Mixin private DataOptions data;
    @Mixin private Output output;

    @Override
    public Integer call() {
      ImageData loaded = data.load(Seed.of(1).child("data"));
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("dataset", loaded.name());
      fields.put("training_images", loaded.train().size());
      fields.put("test_images", loaded.test().size());
      fields.put("shape", loaded.train().shape().toString());
      fields.put("classes", loaded.train().classNames());
      fields.put("mean", loaded.normalization().mean());
      fields.put("standard_deviation", loaded.normalization().standardDeviation());
      fields.put("fingerprint", loaded.train().fingerprint());
      output.result(
          fields, fields.entrySet().stream().map(e -> e.getKey() + "  " + e.getValue()).toList());
      return 0;
    }
  }
}
