package org.nasturtium.app.cli;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;
import picocli.CommandLine.Option;

/** The options that say how to compute. */
final class EngineOptions {
  @Option(
      names = "--precision",
      defaultValue = "auto",
      paramLabel = "P",
      description =
          "auto (bf16 where the processor has it), fp32 or bf16. Default: ${DEFAULT-VALUE}.")
  private String precision = "auto";

  @Option(
      names = "--layout",
      defaultValue = "channels-last",
      paramLabel = "L",
      description = "channels-last or contiguous. Default: ${DEFAULT-VALUE}.")
  private String layout = "channels-last";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads within an operation. Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      defaultValue = "cpu",
      paramLabel = "D",
      description = "cpu, or cuda with a build of -Pcuda. Default: ${DEFAULT-VALUE}.")
  private String device = "cpu";

  String precision() {
    return Precision.parse(precision).toString();
  }

  String layout() {
    return Layout.parse(layout).toString();
  }

  int threads() {
    return threads;
  }

  String device() {
    if (!device.equals("cpu") && !device.equals("cuda")) {
      throw new InvalidInputException("unknown device '" + device + "'; expected cpu or cuda");
    }
    return device;
  }
}
