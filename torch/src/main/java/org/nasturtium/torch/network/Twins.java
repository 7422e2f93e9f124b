package org.nasturtium.torch.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Operation.BatchNorm;

/**
 * Finds nodes that compute the same value: equal operations without weights or randomness on equal
 * inputs.
 */
final class Twins {
  private Twins() {}

  /** Returns for each node the first node that computes the same, itself in most cases. */
  static int[] of(NetworkGraph graph) {
    int[] twins = new int[graph.nodes().size()];
    Map<Key, Integer> first = new HashMap<>();
    for (int i = 0; i < twins.length; i++) {
      int node = i;
      Operation operation = graph.node(i).operation();
      List<Integer> inputs =
          IntStream.range(0, graph.inputCount(i))
              .map(k -> twins[graph.input(node, k)])
              .boxed()
              .toList();
      Integer known = isPure(operation) ? first.putIfAbsent(new Key(operation, inputs), i) : null;
      twins[i] = known == null ? i : known;
    }
    return twins;
  }

  private static boolean isPure(Operation operation) {
    return operation instanceof Operation.Activation
        || operation instanceof Operation.MaxPool
        || operation instanceof Operation.AveragePool
        || operation instanceof Operation.GlobalAveragePool
        || operation instanceof Operation.Shift
        || operation instanceof Operation.Truncate
        || operation instanceof Operation.Identity
        || operation instanceof Operation.Zero
        || (operation instanceof BatchNorm norm
            && !norm.affine()
            && norm.statistics() == BatchNorm.Statistics.BATCH);
  }

  private record Key(Operation operation, List<Integer> inputs) {}
}
