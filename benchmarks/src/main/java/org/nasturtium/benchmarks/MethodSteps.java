package org.nasturtium.benchmarks;

import java.util.List;
import org.nasturtium.torch.engine.Engine;

/**
 * What a weight and architecture step of one method costs beside that of another, both as
 * configured by default: 16 channels, 5 cells per stage, batch 64.
 *
 * @param cheap the method that others are measured by
 * @param dear the other method
 * @param most how many times as long its step may take
 * @param best how to compute
 */
record MethodSteps(String cheap, String dear, double most, Engine.Options best)
    implements Benchmark {
  @Override
  public String name() {
    return dear + "-by-" + cheap;
  }

  @Override
  public List<Row> run(int rounds) {
    try (SupernetTask first = task(cheap);
        SupernetTask second = task(dear)) {
      return new Alternation(SupernetTask.DRAWS, 1)
          .with(cheap, first::bothSteps)
          .with(dear, second::bothSteps)
          .rows(
              "step of " + dear,
              "at least %.2f (at most %.1f times)".formatted(1 / most, most),
              rounds);
    }
  }

  private SupernetTask task(String method) {
    return new SupernetTask(method, Engine.start(best), SupernetSteps.CELLS, SupernetSteps.BATCH);
  }
}
