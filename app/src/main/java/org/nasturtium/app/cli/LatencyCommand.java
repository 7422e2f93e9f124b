package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.export.onnx.Latency;
import org.nasturtium.export.onnx.LatencyMeter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how fast an ONNX file is here. */
@Command(
    name = "latency",
    description = "Measure how long ONNX Runtime takes for an exported network on this machine.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LatencyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file;

  @Option(
      names = "--batch",
      defaultValue = "1",
      paramLabel = "N",
      description = "Images per run. Default: ${DEFAULT-VALUE}.")
  private int batch = 1;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads. Default: ${DEFAULT-VALUE}.")
  private int threads = 1;

  @Option(
      names = "--runs",
      defaultValue = "200",
      paramLabel = "N",
      description = "Timed runs. Default: ${DEFAULT-VALUE}.")
  private int runs = 200;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      paramLabel = "N",
      description = "Runs before. Default: ${DEFAULT-VALUE}.")
  private int warmUp = 20;

  @Mixin private Output output;

  @Override
  public Integer call() {
    if (Math.min(Math.min(batch, threads), runs) < 1 || warmUp < 0) {
      throw new InvalidInputException(
          "expected --batch, --threads and --runs of at least 1 and --warm-up of at least 0, found %d, %d, %d and %d"
              .formatted(batch, threads, runs, warmUp));
    }
    Latency latency =
        LatencyMeter.measure(file, new LatencyMeter.Options(warmUp, runs, threads, batch));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", file.toString());
    fields.put("latency_ms", latency.medianMillis());
    fields.put("latency_p95_ms", latency.p95Millis());
    fields.put("latency_min_ms", latency.minMillis());
    fields.put("runs", latency.runs());
    fields.put("threads", latency.threads());
    fields.put("batch", latency.batch());
    output.result(
        fields,
        List.of(
            String.format(
                Locale.ROOT,
                "median %.3f ms  p95 %.3f ms  fastest %.3f ms  (%d runs, %d thread(s), batch %d)",
                latency.medianMillis(),
                latency.p95Millis(),
                latency.minMillis(),
                latency.runs(),
                latency.threads(),
                latency.batch())));
    return 0;
  }
}
