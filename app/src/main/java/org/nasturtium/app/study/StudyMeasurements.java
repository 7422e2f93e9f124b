package org.nasturtium.app.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;

/**
 * The completed trials of a study that trained networks, as measurements of architectures: a line
 * each, in the columns of a generic benchmark table. The first training of an architecture stands
 * for seed 1, the second for seed 2, and so on.
 */
final class StudyMeasurements {
  private static final String ARCHITECTURE = "architecture";
  private static final List<Map.Entry<Metric, Quantity>> MEASURED =
      List.of(
          Map.entry(Metric.VALIDATION_ACCURACY, Quantity.ACCURACY),
          Map.entry(Metric.VALIDATION_LOSS, Quantity.LOSS));
  private static final List<Map.Entry<Metric, Trait.Kind>> COSTS =
      List.of(
          Map.entry(Metric.PARAMETERS, Trait.Kind.PARAMETERS),
          Map.entry(Metric.MACS, Trait.Kind.MACS));

  private final String dataset;
  private final SortedSet<String> columns = new TreeSet<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** The line of an architecture, and how often it was trained. */
  private static final class Row {
    final Map<String, Object> values = new LinkedHashMap<>();
    int trainings;
    double epochSeconds;
  }

  /**
   * Creates the measurements of a study.
   *
   * @param spec what it is
   * @throws InvalidInputException if it looked its trials up
   */
  StudyMeasurements(StudySpec spec) {
    this.dataset = spec.settings().getOrDefault("dataset", "");
    if (!"training".equals(spec.settings().get("evaluator"))) {
      throw new InvalidInputException(
          "study '%s' looked its trials up in a table; expected one that trained them"
              .formatted(spec.name()));
    }
  }

  /**
   * Adds a trial. One that was not completed adds nothing, and neither does one that took the
   * outcome of an earlier trial at no cost: it is no training of its own.
   *
   * @param architecture the text of its architecture
   * @param trial the trial
   * @throws InvalidInputException if it saw a part of the images only
   */
  void add(String architecture, Trial trial) {
    Fidelity fidelity = trial.proposal().fidelity();
    if (fidelity.dataFraction() < 1) {
      throw new InvalidInputException(
          "trial %d trained on a part of the images; a table holds trainings on all of them"
              .formatted(trial.number()));
    }
    if (trial.outcome().found().isEmpty() || trial.outcome().seconds() == 0) {
      return;
    }
    Row row = rows.computeIfAbsent(architecture, text -> new Row());
    row.trainings++;
    for (Map.Entry<Metric, Quantity> each : MEASURED) {
      put(
          row,
          trial,
          each.getKey(),
          "%s/%d/%s/%s/%d@%d"
              .formatted(
                  dataset,
                  fidelity.schedule(),
                  Split.X_VALID.label(),
                  each.getValue().label(),
                  row.trainings,
                  fidelity.epochs()));
    }
    COSTS.forEach(each -> put(row, trial, each.getKey(), column(each.getValue())));
    row.epochSeconds += trial.outcome().seconds() / fidelity.epochs();
    put(row, column(Trait.Kind.TRAIN_SECONDS), row.epochSeconds / row.trainings);
  }

  private String column(Trait.Kind kind) {
    return dataset + "/" + kind.label();
  }

  private void put(Row row, Trial trial, Metric metric, String column) {
    trial.value(metric).ifPresent(value -> put(row, column, value));
  }

  private void put(Row row, String column, double value) {
    columns.add(column);
    boolean whole = value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE;
    row.values.put(column, whole ? (Object) (long) value : (Object) value);
  }

  /** Returns the lines, in the order of the first trainings. */
  String csv() {
    List<String> header = Stream.concat(Stream.of(ARCHITECTURE), columns.stream()).toList();
    CsvText csv = CsvText.of(header.toArray(new String[0]));
    rows.forEach(
        (architecture, row) -> {
          List<Object> line = new ArrayList<>(List.of(architecture));
          columns.forEach(column -> line.add(row.values.getOrDefault(column, "")));
          csv.add(line.toArray());
        });
    return csv.text();
  }
}
