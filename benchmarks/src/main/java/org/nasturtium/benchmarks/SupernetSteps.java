package org.nasturtium.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;

/**
 * How much faster a supernet step is as configured by default than contiguous in fp32, the way of
 * most Python code: 16 channels, 5 cells per stage, batch 64.
 */
record SupernetSteps(String method, String goal, Engine.Options best) implements Benchmark {
  static final int CELLS = 5;
  static final int BATCH = 64;

  @Override
  public String name() {
    return "steps-" + method;
  }

  @Override
  public List<Row> run(int rounds) {
    Engine.Options fp32 = best.withPrecision(Precision.FP32);
    try (SupernetTask contiguous = task(fp32.withLayout(Layout.CONTIGUOUS));
        SupernetTask channelsLast = task(fp32);
        SupernetTask standard = task(best)) {
      List<SupernetTask> tasks = List.of(contiguous, channelsLast, standard);
      List<Row> rows = new ArrayList<>();
      rows.addAll(rows("weight step", SupernetTask::weightStep, tasks, rounds));
      rows.addAll(rows("weight + architecture step", SupernetTask::bothSteps, tasks, rounds));
      return rows;
    }
  }

  private List<Row> rows(
      String step, Consumer<SupernetTask> run, List<SupernetTask> tasks, int rounds) {
    return new Alternation(SupernetTask.DRAWS)
            .with("contiguous fp32", () -> run.accept(tasks.get(0)))
            .with("channels-last fp32", () -> run.accept(tasks.get(1)))
            .with("default (" + best.precision() + ")", () -> run.accept(tasks.get(2)))
            .rows(method + " " + step, "", rounds)
            .stream()
            .map(row -> row.variant().startsWith("default") ? withGoal(row) : row)
            .toList();
  }

  private Row withGoal(Row row) {
    return new Row(row.benchmark(), row.variant(), row.spread(), row.unit(), row.ratio(), goal);
  }

  private SupernetTask task(Engine.Options options) {
    return new SupernetTask(method, Engine.start(options), CELLS, BATCH);
  }
}
