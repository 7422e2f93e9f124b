package org.nasturtium.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.NatsTopology;

/**
 * How many random topology cells are decided, and how many decided ones have their cost counted, in
 * a second; 5 cells per stage.
 */
record GraphRates() implements Benchmark {
  private static final int CELLS = 500;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public List<Row> run(int rounds) {
    NatsTopology space = new NatsTopology();
    NetworkGraph open = space.supernet(space.skeleton(new Shape(3, 32, 32), 10));
    int architectures = space.size().intValueExact();
    List<Architecture> cells =
        Seed.of(1).random().ints(CELLS, 0, architectures).mapToObj(space::architecture).toList();
    List<NetworkGraph> decided = cells.stream().map(open::decide).toList();
    return List.of(
        row("decide", cells, open::decide, rounds),
        row("cost model", decided, CostModel::of, rounds));
  }

  private static <T> Row row(String what, List<T> items, Consumer<T> work, int rounds) {
    rate(items, work);
    double[] rates = IntStream.range(0, rounds).mapToDouble(i -> rate(items, work)).toArray();
    return new Row(what, "random topology cells", Spread.of(rates), "graphs/s", null, "");
  }

  private static <T> double rate(List<T> items, Consumer<T> work) {
    Stopwatch watch = Stopwatch.start();
    items.forEach(work);
    return items.size() / watch.seconds();
  }
}
