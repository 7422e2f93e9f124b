package org.nasturtium.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A measure is a number of every run that a comparison averages.
 *
 * @param field the name of the result field
 * @param label what it is, with its unit
 * @param scale what one unit of the label is in the unit of the field
 * @param decimals the decimals shown
 */
record Measure(String field, String label, double scale, int decimals) {
  private static final String TRUE = "true_";
  private static final String TEST = "_test";

  private static final List<Measure> TRAINED =
      List.of(
          new Measure("validation_accuracy", "validation accuracy in %", 1, 2),
          new Measure("test_accuracy", "test accuracy in %", 1, 2));

  private static final List<Measure> OTHERS =
      List.of(
          new Measure("kendall", "Kendall's tau", 1, 3),
          new Measure("spearman", "Spearman's rho", 1, 3),
          new Measure("supernet_accuracy", "accuracy with shared weights in %", 1, 2),
          new Measure("parameters", "parameters in million", 1e6, 4),
          new Measure("search_seconds", "search in seconds", 1, 1),
          new Measure("peak_resident_bytes", "peak memory in MiB", 1 << 20, 0));

  /** Returns the measures that at least one run has, the leading ones first. */
  static List<Measure> of(List<ComparedRun> runs) {
    Set<String> fields = new LinkedHashSet<>();
    runs.forEach(run -> fields.addAll(run.fields().keySet()));
    List<Measure> measures = new ArrayList<>();
    fields.stream()
        .filter(field -> field.startsWith(TRUE))
        .forEach(field -> measures.add(new Measure(field, trueLabel(field), 1, 2)));
    TRAINED.stream().filter(each -> fields.contains(each.field)).forEach(measures::add);
    OTHERS.stream().filter(each -> fields.contains(each.field)).forEach(measures::add);
    return measures;
  }

  private static String trueLabel(String field) {
    return "true "
        + field.substring(TRUE.length()).replaceAll("_(test|validation)$", " $1").replace('_', '-')
        + " accuracy in %";
  }

  /** Returns what methods are judged by: true test accuracy, or that of trained networks. */
  static Optional<Measure> leading(List<Measure> measures) {
    return measures.stream()
        .filter(each -> each.field.endsWith(TEST) || each.field.equals("test_accuracy"))
        .findFirst()
        .or(() -> measures.stream().filter(m -> m.field.equals("supernet_accuracy")).findFirst());
  }

  /** Returns whether it is a true test accuracy, which every epoch has too. */
  boolean isTrueTest() {
    return field.startsWith(TRUE) && field.endsWith(TEST);
  }

  /** Returns a value of the field as text. */
  String text(double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value / scale);
  }
}
