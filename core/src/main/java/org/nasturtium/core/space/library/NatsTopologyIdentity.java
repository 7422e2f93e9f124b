package org.nasturtium.core.space.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nasturtium.core.choice.Architecture;

/** Texts that are equal for functionally equal topology cells, by the two rules in use. */
final class NatsTopologyIdentity {
  private static final int NODES = 4;
  private static final int NONE = 0;
  private static final int SKIP = 1;
  private static final String ZERO = "#";

  private NatsTopologyIdentity() {}

  /**
   * The rule of NATS-Bench: skips are followed, {@code none} and operations on a node that is
   * exactly zero are zero, but zero terms stay in the sums. 6,466 texts differ.
   */
  static String official(Architecture cell) {
    String[] texts = new String[NODES];
    texts[0] = "0";
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      List<String> terms = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        int operation = cell.pick(edge++);
        boolean zero = operation == NONE || texts[from].equals(ZERO);
        terms.add(zero ? ZERO : operation == SKIP ? texts[from] : applied(operation, texts[from]));
      }
      Collections.sort(terms);
      texts[node] = String.join("+", terms);
    }
    return texts[NODES - 1];
  }

  /**
   * The rule of the canonical form: zero terms vanish, a zero node makes its outgoing terms zero,
   * and sums of sums through skips are one sum. 4,930 texts differ.
   */
  static String simplified(Architecture cell) {
    List<List<String>> terms = new ArrayList<>();
    terms.add(List.of("0"));
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      List<String> sum = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        int operation = cell.pick(edge++);
        List<String> source = terms.get(from);
        if (operation == SKIP) {
          sum.addAll(source);
        } else if (operation != NONE && !source.isEmpty()) {
          sum.add(applied(operation, String.join("+", source)));
        }
      }
      Collections.sort(sum);
      terms.add(sum);
    }
    return String.join("+", terms.get(NODES - 1));
  }

  private static String applied(int operation, String source) {
    return "(" + source + ")@" + NatsTopology.OPERATIONS.get(operation);
  }
}
