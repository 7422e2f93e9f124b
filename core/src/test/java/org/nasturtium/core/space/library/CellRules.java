package org.nasturtium.core.space.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nasturtium.core.choice.Architecture;

/** Rules of equality between topology cells that only the reference counts need. */
final class CellRules {
  private static final int NONE = 0;
  private static final int SKIP = 1;
  private static final int POOL = 4;

  private CellRules() {}

  private static boolean isConvolution(int operation) {
    return operation == 2 || operation == 3;
  }

  /** Follows skips and nothing else. */
  static String skipOnly(Architecture cell) {
    String[] texts = {"0", "", "", ""};
    int edge = 0;
    for (int node = 1; node < 4; node++) {
      List<String> terms = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        int operation = cell.pick(edge++);
        terms.add(operation == SKIP ? texts[from] : "(" + texts[from] + ")@" + operation);
      }
      Collections.sort(terms);
      texts[node] = String.join("+", terms);
    }
    return texts[3];
  }

  /** Simplifies fully, and pools every term of a sum by itself. */
  static String linearPooling(Architecture cell) {
    return simplified(cell, new int[6], true);
  }

  /**
   * Simplifies fully, but equal convolutions are equal terms only where they come from one edge, up
   * to renaming the edges.
   */
  static String weightIdentity(Architecture cell) {
    int[] labels = new int[6];
    List<Integer> convolutions = new ArrayList<>();
    for (int edge = 0; edge < 6; edge++) {
      if (isConvolution(cell.pick(edge))) {
        convolutions.add(edge);
      }
    }
    return smallest(cell, labels, convolutions, 1);
  }

  private static String smallest(
      Architecture cell, int[] labels, List<Integer> unnamed, int label) {
    if (unnamed.isEmpty()) {
      return simplified(cell, labels, false);
    }
    List<String> texts = new ArrayList<>();
    for (Integer edge : unnamed) {
      labels[edge] = label;
      texts.add(
          smallest(
              cell,
              labels,
              unnamed.stream().filter(other -> !other.equals(edge)).toList(),
              label + 1));
    }
    return Collections.min(texts);
  }

  private static String simplified(Architecture cell, int[] labels, boolean poolsTerms) {
    List<List<String>> nodes = new ArrayList<>(List.of(List.of("0")));
    int edge = 0;
    for (int node = 1; node < 4; node++) {
      List<String> sum = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        sum.addAll(applied(cell.pick(edge), labels[edge], nodes.get(from), poolsTerms));
        edge++;
      }
      Collections.sort(sum);
      nodes.add(sum);
    }
    return String.join("+", nodes.get(3));
  }

  private static List<String> applied(
      int operation, int label, List<String> source, boolean poolsTerms) {
    if (operation == SKIP || operation == NONE || source.isEmpty()) {
      return operation == SKIP ? source : List.of();
    }
    if (operation == POOL && poolsTerms) {
      return source.stream().map(term -> "(" + term + ")@" + POOL).toList();
    }
    return List.of(
        "(" + String.join("+", source) + ")@" + operation + (label == 0 ? "" : "#" + label));
  }
}
