package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table is a heading and rows of text; the first column names the row.
 *
 * @param header the names of the columns
 * @param rows the rows, one text per column
 */
public record Table(List<String> header, List<List<String>> rows) {
  /** Copies the lists. */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns the costs as a table. */
  static Table costs(List<CostRow> costs) {
    List<List<String>> rows = new ArrayList<>();
    for (CostRow row : costs) {
      rows.add(
          List.of(
              row.network(),
              Figures.count(row.parameters()),
              Figures.millions(row.macs()),
              Figures.millions(row.fullMacs()),
              Figures.bytes(row.peakActivationBytes()),
              Figures.millis(row.latencyMillis())));
    }
    return new Table(
        List.of("Network", "Parameters", "MACs", "MACs, everything", "Peak activations", "Latency"),
        rows);
  }

  /** Returns the comparison as a table; architectures are listed apart, for they are long. */
  static Table comparison(List<ComparisonRow> comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (ComparisonRow row : comparison) {
      rows.add(
          List.of(
              row.name(),
              Figures.percent(row.testAccuracy()),
              Figures.percent(row.validationAccuracy()),
              Figures.count(row.parameters()),
              Figures.millions(row.macs()),
              Figures.duration(row.seconds())));
    }
    return new Table(
        List.of(
            "Network",
            "Test accuracy",
            "Validation accuracy",
            "Parameters",
            "MACs",
            "Training time"),
        rows);
  }

  /** Returns the accuracy of each class as a table. */
  static Table classes(Confusion confusion) {
    List<List<String>> rows =
        IntStream.range(0, confusion.classes().size())
            .mapToObj(
                i ->
                    List.of(
                        confusion.classes().get(i),
                        Figures.percent(confusion.rate(i, i)),
                        Figures.count(confusion.images(i))))
            .toList();
    return new Table(List.of("Class", "Accuracy", "Images"), rows);
  }

  /** Returns the most frequent mistakes as a table. */
  static Table mistakes(Confusion confusion, int most) {
    List<List<String>> rows =
        confusion.mistakes(most).stream()
            .map(m -> List.of(m.truth(), m.prediction(), Figures.count(m.images())))
            .toList();
    return new Table(List.of("Shown", "Taken for", "Images"), rows);
  }
}
