package org.nasturtium.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.app.run.Version;
import org.nasturtium.export.onnx.OnnxRuntime;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.EngineCheck;
import org.nasturtium.torch.engine.Hardware;
import org.nasturtium.torch.engine.NativeMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether everything a run needs works here. */
@Command(
    name = "doctor",
    description = "Check the engines, the processor and the memory, and say what a run would use.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1 << 20;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Engine.Options best = Engine.Options.best();
    Engine engine = Engine.start(best);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("nasturtium", Version.current());
    fields.put("java", Runtime.version().toString());
    fields.put("libtorch_presets", Engine.version());
    fields.put("onnx_runtime", OnnxRuntime.version());
    fields.put("processor", Hardware.processor());
    fields.put("native_bf16", Hardware.hasBf16());
    fields.put("precision", best.precision().toString());
    fields.put("layout", best.layout().toString());
    fields.put("threads", best.threads());
    fields.put(
        "openmp_wait_policy",
        System.getenv().getOrDefault("OMP_WAIT_POLICY", "unset (the launcher sets passive)"));
    fields.put(
        "openmp_spin_count",
        System.getenv().getOrDefault("GOMP_SPINCOUNT", "unset (the launcher sets 10000)"));
    fields.put("heap_limit_megabytes", Runtime.getRuntime().maxMemory() / MEGABYTE);
    fields.put("resident_megabytes", NativeMemory.residentBytes() / MEGABYTE);
    fields.put("convolution_gigaflops", Math.round(EngineCheck.convolutionGigaflops(engine)));
    fields.put("largest_error_against_fp32", EngineCheck.largestError(engine));
    output.result(
        fields,
        fields.entrySet().stream()
            .map(e -> "%-28s %s".formatted(e.getKey(), e.getValue()))
            .toList());
    return 0;
  }
}
