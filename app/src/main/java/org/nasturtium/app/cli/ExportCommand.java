package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.Exported;
import org.nasturtium.app.run.Reexport;
import org.nasturtium.app.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the trained network of a finished run again. */
@Command(
    name = "export",
    description =
        "Export the trained network of a finished run to ONNX, checked against ONNX Runtime.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder of a finished search or training.")
  private Path folder;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description = "The file to write. Default: model.onnx in the folder.")
  private @Nullable Path file;

  @Option(
      names = "--data",
      defaultValue = "",
      paramLabel = "DIR",
      description = "The folder of the images, if they moved.")
  private String data = "";

  @Mixin private Output output;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.existing(folder);
    Exported exported =
        Reexport.open(run, data)
            .export(file == null ? run.file("model.onnx") : file.toAbsolutePath());
    Map<String, Object> fields = new LinkedHashMap<>(exported.fields());
    output.result(
        fields,
        List.of(
            String.format(
                Locale.ROOT,
                "exported %s: largest difference to ONNX Runtime %.2e, %.3f ms per image",
                exported.file(),
                exported.parity().maxAbsDifference(),
                exported.latency().medianMillis())));
    return 0;
  }
}
