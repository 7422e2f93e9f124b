package org.nasturtium.bench.clock;

import java.util.List;
import org.nasturtium.bench.sample.ToyBenchmark;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.contract.EvaluatorContract;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Proposal;

class TabularEvaluatorContractTest extends EvaluatorContract {
  private final BenchmarkTable table = ToyBenchmark.table();

  @Override
  protected Evaluator evaluator() {
    return TabularEvaluator.of(table, table.searching(table.dataset("toy")));
  }

  @Override
  protected List<Proposal> proposals() {
    Fidelity whole = Fidelity.of(ToyBenchmark.EPOCHS);
    return List.of(
        new Proposal(ToyBenchmark.BEST, whole, "test"),
        new Proposal(ToyBenchmark.architecture(7), whole.prefix(4), "test"),
        new Proposal(ToyBenchmark.architecture(255), whole.prefix(1), "test"));
  }
}
