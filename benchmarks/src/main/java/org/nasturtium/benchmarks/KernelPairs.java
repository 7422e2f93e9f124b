package org.nasturtium.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.DagSpace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Normalized Weisfeiler-Lehman kernels of pairs of random graphs with 30 nodes, 3 iterations; both
 * graphs of each pair are labeled anew.
 */
@State(Scope.Thread)
public class KernelPairs {
  private static final int GRAPHS = 2_000;

  private final WeisfeilerLehman kernel = WeisfeilerLehman.standard();
  private final List<Dag> graphs = graphs();
  private int next;

  /** Compares the next two graphs. */
  @Benchmark
  public double pair() {
    next = (next + 2) % GRAPHS;
    return WeisfeilerLehman.normalized(
        kernel.features(graphs.get(next)), kernel.features(graphs.get(next + 1)));
  }

  private static List<Dag> graphs() {
    DagSpace space = new DagSpace();
    RandomGenerator random = Seed.of(1).random();
    return Stream.generate(() -> space.graph(space.sample(random))).limit(GRAPHS).toList();
  }
}
