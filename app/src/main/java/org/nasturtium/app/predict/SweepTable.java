package org.nasturtium.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.torch.predict.EncoderTraining;

/**
 * The table of a sweep, a row per encoder, and its loss curves.
 *
 * @param encoders the encoders
 */
record SweepTable(List<SweptEncoder> encoders) {
  /** Copies the list. */
  SweepTable {
    encoders = List.copyOf(encoders);
  }

  /** Returns the table as CSV. */
  String csv() {
    CsvText csv = CsvText.of(encoders.get(0).row().fields().keySet().toArray(new String[0]));
    encoders.forEach(each -> csv.add(each.row().fields().values().toArray()));
    return csv.text();
  }

  /** Returns every point of every loss curve as a row of CSV. */
  String curvesCsv() {
    CsvText csv =
        CsvText.of("nodes", "dimension", "iteration", "similarity_loss", "reconstruction_loss");
    for (SweptEncoder each : encoders) {
      for (EncoderTraining.Point point : each.curve()) {
        csv.add(
            each.row().nodes(),
            each.row().dimension(),
            point.iteration(),
            point.similarity(),
            point.reconstruction());
      }
    }
    return csv.text();
  }

  /** Returns the table for a terminal. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("   n     d  similarity error  reconstruction loss  wrong entries  seconds");
    for (SweptEncoder each : encoders) {
      SweepRow row = each.row();
      lines.add(
          String.format(
              Locale.ROOT,
              "%4d %5d  %16.4f  %19.4f  %11.2f %%  %7.1f",
              row.nodes(),
              row.dimension(),
              row.similarityError(),
              row.reconstructionLoss(),
              100 * row.wrongEntries(),
              row.seconds()));
    }
    return lines;
  }
}
