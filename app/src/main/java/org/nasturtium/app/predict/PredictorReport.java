package org.nasturtium.app.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.Version;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.statistics.Moments;
import org.nasturtium.torch.predict.EmbeddingKind;

/**
 * What embeddings are worth at each size of the training set: tables 3 and 4 of NASGEM and, as the
 * prediction bias, its figure 5.
 *
 * @param rows a row per embedding and size
 */
public record PredictorReport(List<Row> rows) {
  /** Copies the list. */
  public PredictorReport {
    rows = List.copyOf(rows);
  }

  /**
   * An embedding at one size.
   *
   * @param embedding the embedding
   * @param measured the results of all seeds
   */
  public record Row(EmbeddingKind embedding, PredictorComparison.Row measured) {}

  /**
   * A number of every trial.
   *
   * @param field its name in files
   * @param label what it is, with its unit
   * @param decimals the decimals shown
   * @param value reads it
   */
  private record Quantity(
      String field, String label, int decimals, ToDoubleFunction<PredictorTrial> value) {
    private static final List<Quantity> ALL =
        List.of(
            new Quantity("kendall", "Kendall's tau", 3, PredictorTrial::kendall),
            new Quantity("pearson", "Pearson's r", 3, PredictorTrial::pearson),
            new Quantity(
                "chosen_accuracy", "Accuracy of the chosen cell in %", 2, PredictorTrial::chosen),
            new Quantity("best_accuracy", "Best accuracy in %", 2, PredictorTrial::best),
            new Quantity(
                "prediction_bias",
                "Prediction bias in percentage points",
                2,
                PredictorTrial::bias));

    String text(Row row) {
      Moments moments = row.measured.of(value);
      String format = "%." + decimals + "f";
      return String.format(
          Locale.ROOT, format + " ± " + format, moments.mean(), moments.sampleDeviation());
    }
  }

  /** Returns the rows as fields of a JSON result: means and sample deviations over the seeds. */
  public List<Map<String, Object>> fields() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("embedding", row.embedding.toString());
      fields.put("train_size", row.measured.size());
      for (Quantity number : Quantity.ALL) {
        Moments moments = row.measured.of(number.value);
        fields.put(number.field, moments.mean());
        fields.put(number.field + "_deviation", moments.sampleDeviation());
      }
      all.add(fields);
    }
    return all;
  }

  /** Returns a line per row for a terminal. */
  public List<String> lines() {
    return rows.stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%-12s %5d cells: Kendall %s  Pearson %s  chosen %s %%",
                    row.embedding,
                    row.measured.size(),
                    Quantity.ALL.get(0).text(row),
                    Quantity.ALL.get(1).text(row),
                    Quantity.ALL.get(2).text(row)))
        .toList();
  }

  /**
   * Writes {@code table.csv}, {@code trials.csv} and {@code report.html}.
   *
   * @param folder where to
   * @param facts where the numbers come from, for people
   * @throws IOException if a file cannot be written
   */
  public void write(Path folder, Map<String, String> facts) throws IOException {
    Files.createDirectories(folder);
    DurableFile.write(folder.resolve("table.csv"), table());
    DurableFile.write(folder.resolve("trials.csv"), trials());
    page(facts).write(folder.resolve("report.html"));
  }

  private String table() {
    List<Map<String, Object>> fields = fields();
    CsvText csv = CsvText.of(fields.get(0).keySet().toArray(new String[0]));
    fields.forEach(each -> csv.add(each.values().toArray()));
    return csv.text();
  }

  private String trials() {
    List<String> header = new ArrayList<>(List.of("embedding", "train_size", "seed"));
    Quantity.ALL.forEach(number -> header.add(number.field));
    CsvText csv = CsvText.of(header.toArray(new String[0]));
    for (Row row : rows) {
      for (int i = 0; i < row.measured.trials().size(); i++) {
        PredictorTrial trial = row.measured.trials().get(i);
        List<Object> line =
            new ArrayList<>(List.of(row.embedding.toString(), row.measured.size(), i + 1));
        Quantity.ALL.forEach(number -> line.add(number.value.applyAsDouble(trial)));
        csv.add(line.toArray());
      }
    }
    return csv.text();
  }

  private Page page(Map<String, String> facts) {
    List<EmbeddingKind> kinds = rows.stream().map(Row::embedding).distinct().toList();
    Section numbers =
        Section.of("numbers", "How predictors rank cells they did not see")
            .withText(
                "Mean and sample standard deviation over the seeds. The chosen cell is that of the highest guess; the prediction bias is what it lacks to the best of the held-out cells.");
    for (Quantity number : Quantity.ALL) {
      numbers = numbers.withTable(number.label, grid(kinds, number));
    }
    Section plots = Section.of("curves", "Over the number of cells learned from");
    for (Quantity number : Quantity.ALL) {
      plots =
          plots.withPlot(
              new Plot(
                  number.label,
                  Axis.of("cells learned from"),
                  Axis.of("mean"),
                  kinds.stream().map(kind -> line(kind, number)).toList()));
    }
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put("Nasturtium", Version.current());
    return new Page(
        "What an embedding is worth",
        "Predictors of accuracy, by the embedding they read.",
        List.of(numbers, plots, Section.of("provenance", "Where it comes from").withFacts(all)));
  }

  private Marks line(EmbeddingKind kind, Quantity number) {
    return new Marks(
        kind.toString(),
        Kind.LINE,
        rows.stream()
            .filter(row -> row.embedding == kind)
            .map(row -> new Point(row.measured.size(), row.measured.of(number.value).mean()))
            .toList());
  }

  private Table grid(List<EmbeddingKind> kinds, Quantity number) {
    List<String> header = new ArrayList<>(List.of("embedding"));
    rows.stream()
        .filter(row -> row.embedding == kinds.get(0))
        .forEach(row -> header.add(row.measured.size() + " cells"));
    List<List<String>> lines = new ArrayList<>();
    for (EmbeddingKind kind : kinds) {
      List<String> line = new ArrayList<>(List.of(kind.toString()));
      rows.stream().filter(row -> row.embedding == kind).map(number::text).forEach(line::add);
      lines.add(line);
    }
    return new Table(header, lines);
  }
}
