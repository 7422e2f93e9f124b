package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.Answer;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Defect;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Leakage;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a benchmark table for one architecture. */
@Command(
    name = "query",
    description = "Ask a benchmark table what an architecture reached.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchQuery implements Callable<Integer> {
  @Parameters(paramLabel = "T.parquet", description = "The table.")
  private Path file;

  @Option(names = "--index", paramLabel = "N", description = "The architecture's index.")
  private @Nullable Integer index;

  @Option(
      names = "--architecture",
      paramLabel = "TEXT",
      description = "The architecture's text, instead of its index.")
  private @Nullable String architecture;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "D",
      description =
          "The data set, such as cifar10 (its x-valid is that of the record cifar10-valid), or a record.")
  private String dataset;

  @Option(
      names = "--split",
      required = true,
      paramLabel = "S",
      description = "x-valid, x-test, ori-test or train.")
  private String split;

  @Option(
      names = "--budget",
      required = true,
      paramLabel = "E",
      description = "The epochs the training was scheduled for.")
  private int budget;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      description = "After how many epochs of that training. Default: at its end.")
  private @Nullable Integer epoch;

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "mean|each|N",
      description = "The mean over the stored trainings, each of them, or the one of a seed.")
  private String seeds;

  @Option(
      names = "--metric",
      defaultValue = "accuracy",
      paramLabel = "M",
      description = "accuracy, top5-accuracy or loss. Default: ${DEFAULT-VALUE}.")
  private String metric = "accuracy";

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    BenchmarkTable table = TableFile.open(file);
    int row = row(table);
    Query query = query(table);
    List<Answer> answers = table.answers(row, query);
    Map<String, Object> fields = new LinkedHashMap<>();
    if (query.seeds() instanceof Seeds.Each) {
      fields.put("values", answers.stream().map(Answer::value).toList());
    } else {
      fields.put("value", answers.get(0).value());
    }
    fields.put("metric", query.quantity().label());
    fields.put("architecture", table.space().format(table.architecture(row)));
    fields.put("index", table.rows().index(row));
    fields.put("dataset", dataset);
    fields.put("record", query.record().text());
    fields.put("split", query.split().label());
    fields.put("budget", budget);
    fields.put("epoch", query.epoch().in(query.budget()));
    fields.put("seeds", answers.stream().flatMap(a -> a.seeds().seeds().stream()).toList());
    fields.put("runs", answers.stream().mapToInt(a -> a.seeds().runs()).sum());
    List<Defect> defects = answers.stream().flatMap(a -> a.defects().stream()).distinct().toList();
    fields.put("defects", defects.stream().map(Defect::id).toList());
    fields.put("notes", defects.stream().map(Defect::toString).toList());
    output.result(fields, lines(answers, defects));
    return 0;
  }

  private int row(BenchmarkTable table) {
    Integer position = index;
    String text = architecture;
    if (position != null && text == null) {
      return table.rowOfIndex(position);
    }
    if (text != null && position == null) {
      return table.row(table.space().parse(text));
    }
    throw new InvalidInputException("expected either --index N or --architecture TEXT");
  }

  /** The split was asked for by its name, so one that mixes validation and test images is read. */
  private Query query(BenchmarkTable table) {
    Split asked = Split.byName(split);
    SearchCommand.limit("--budget", budget);
    SearchCommand.limit("--epoch", epoch);
    Epoch moment = epoch == null ? Epoch.last() : Epoch.after(epoch);
    return new Query(
        record(table, asked),
        asked,
        new Budget(budget),
        moment,
        Seeds.parse(seeds),
        Quantity.byName(metric),
        Leakage.ALLOWED);
  }

  /** The record that stands for the data set on a split; a record's own name stands for itself. */
  private RecordName record(BenchmarkTable table, Split asked) {
    Dataset known = table.dataset(dataset);
    return asked == known.validation() ? known.searched() : known.reported();
  }

  private static List<String> lines(List<Answer> answers, List<Defect> defects) {
    List<String> lines = new ArrayList<>();
    for (Answer answer : answers) {
      lines.add(String.format(Locale.ROOT, "%.6f  %s", answer.value(), answer.seeds()));
    }
    defects.forEach(defect -> lines.add(defect.toString()));
    return lines;
  }
}
