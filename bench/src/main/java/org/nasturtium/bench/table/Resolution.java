package org.nasturtium.bench.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nasturtium.core.fault.InvalidInputException;

/** The resolution of a query finds the columns that answer it, or says what is held instead. */
final class Resolution {
  private static final int MOST_SEEDS = 7; // a byte tells which of them a row has

  private final BenchmarkTable table;
  private final Map<Series, List<Column>> columns;

  Resolution(BenchmarkTable table, Map<Series, List<Column>> columns) {
    this.table = table;
    this.columns = new LinkedHashMap<>();
    columns.forEach((series, all) -> this.columns.put(series, bySeed(all)));
  }

  /** The columns by seed, means last: no answer depends on the order in which a file has them. */
  private static List<Column> bySeed(List<Column> columns) {
    return columns.stream()
        .sorted(Comparator.comparingInt(column -> column.seed().orElse(Integer.MAX_VALUE)))
        .toList();
  }

  Lookup resolve(Query query) {
    if (query.seeds() instanceof Seeds.Each) {
      throw new IllegalArgumentException("a lookup reads one value; each seed has several");
    }
    refuseLeakage(query);
    List<Column> chosen = chosen(query, held(query, query.epoch().in(query.budget())));
    return chosen.size() == 1 ? single(query, chosen.get(0)) : averaged(query, chosen);
  }

  /** The columns to read: one, or those to average. */
  private static List<Column> chosen(Query query, List<Column> held) {
    if (query.seeds() instanceof Seeds.One one) {
      return held.stream()
          .filter(column -> column.seed().equals(OptionalInt.of(one.seed())))
          .findFirst()
          .map(List::of)
          .orElseThrow(() -> noSeed(query, held));
    }
    return held.stream()
        .filter(column -> column.seed().isEmpty())
        .findFirst()
        .map(List::of)
        .orElse(held);
  }

  /** Answers for every stored training of an architecture. */
  List<Answer> each(int row, Query query) {
    refuseLeakage(query);
    List<Column> single = held(query).stream().filter(column -> column.seed().isPresent()).toList();
    if (single.isEmpty()) {
      throw noSeed(query, held(query));
    }
    int epochs = query.epoch().in(query.budget());
    List<Column> present =
        single.stream().filter(column -> !Double.isNaN(column.after(epochs)[row])).toList();
    if (present.isEmpty()) {
      throw missing(query, row);
    }
    List<Defect> defects = defects(query, seedsOf(present));
    return present.stream()
        .map(column -> new Answer(column.after(epochs)[row], column.seeds().of(row), defects))
        .toList();
  }

  /** Returns the values of an architecture after each epoch up to the query's. */
  double[] curve(int row, Query query) {
    refuseLeakage(query);
    List<Column> curves = chosen(query, held(query, 1));
    int width = query.budget().epochs();
    double[] sum = new double[query.epoch().in(query.budget())];
    int present = 0;
    for (Column column : curves) {
      double[] values = column.numbers().load();
      if (curves.size() == 1 || !Double.isNaN(values[row * width + width - 1])) {
        present++;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += values[row * width + i];
        }
      }
    }
    if (present == 0) {
      throw missing(query, row);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= present;
    }
    return sum;
  }

  private static SeedSet seedsOf(List<Column> columns) {
    return SeedSet.of(columns.stream().mapToInt(column -> column.seed().getAsInt()).toArray());
  }

  private void refuseLeakage(Query query) {
    if (query.leakage() == Leakage.REFUSED
        && query.split() == Split.ORI_TEST
        && mixesValidationAndTest(query.record())) {
      throw new InvalidInputException(
          "ori-test of %s mixes its validation and test images; ask for x-valid or x-test, or allow"
                  .formatted(query.record())
              + " the leakage explicitly");
    }
  }

  private boolean mixesValidationAndTest(RecordName record) {
    return record.equals(RecordName.CIFAR100)
        || record.equals(RecordName.IMAGENET16_120)
        || columns.keySet().stream()
            .anyMatch(series -> series.record().equals(record) && series.split() == Split.X_TEST);
  }

  /** The split that is reported: x-test where it is held, the whole test set otherwise. */
  Split testSplit(RecordName record) {
    return columns.keySet().stream()
            .anyMatch(series -> series.record().equals(record) && series.split() == Split.X_TEST)
        ? Split.X_TEST
        : Split.ORI_TEST;
  }

  private List<Column> held(Query query) {
    return held(query, query.epoch().in(query.budget()));
  }

  private List<Column> held(Query query, int epochs) {
    List<Column> series = columns.get(query.series());
    if (series == null) {
      throw new InvalidInputException(
          "this table has no %s; of %s it holds %s"
              .formatted(query.series(), query.record(), holdings(query)));
    }
    List<Column> held = series.stream().filter(column -> column.holds(epochs)).toList();
    if (held.isEmpty()) {
      boolean curve = series.stream().anyMatch(column -> column.span() == Column.Span.EVERY);
      throw new InvalidInputException(
          "this table has no %s after %d epochs; it holds %s%s"
              .formatted(
                  query.series(),
                  epochs,
                  curve ? "epochs 1 to " + query.budget().epochs() : "the last epoch only",
                  defectIds(query, SeedSet.UNKNOWN)));
    }
    return held;
  }

  private String defectIds(Query query, SeedSet seeds) {
    List<String> ids =
        defects(query, seeds).stream()
            .map(Defect::id)
            .filter(id -> id.equals("D8") || id.equals("D15"))
            .toList();
    return ids.isEmpty() ? "" : " (known defect " + String.join(", ", ids) + ")";
  }

  private String holdings(Query query) {
    TreeSet<String> same =
        columns.keySet().stream()
            .filter(series -> series.record().equals(query.record()))
            .map(series -> series.split() + " " + series.quantity() + " at " + series.budget())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!same.isEmpty()) {
      return String.join(", ", same);
    }
    return "nothing, but the records "
        + String.join(", ", table.records().stream().map(RecordName::text).toList());
  }

  private static InvalidInputException noSeed(Query query, List<Column> held) {
    String seeds =
        held.stream()
            .filter(column -> column.seed().isPresent())
            .map(column -> String.valueOf(column.seed().getAsInt()))
            .collect(Collectors.joining(", "));
    String means =
        held.stream()
            .filter(column -> column.seed().isEmpty())
            .map(column -> "the mean over " + setsOf(column.seeds()))
            .collect(Collectors.joining());
    String asked =
        query.seeds() instanceof Seeds.One one ? "seed " + one.seed() : "each seed by itself";
    return new InvalidInputException(
        "this table has no %s of %s; it holds %s%s%s"
            .formatted(
                asked,
                query.series(),
                seeds.isEmpty() ? "" : "seeds " + seeds,
                seeds.isEmpty() || means.isEmpty() ? "" : " and ",
                means));
  }

  private static String setsOf(RowSeeds seeds) {
    return seeds.sets().stream().map(SeedSet::toString).collect(Collectors.joining(" or "));
  }

  /** Says that a value is missing in a row, and which trainings of the row are there. */
  InvalidInputException missing(Query query, int row) {
    int epochs = query.epoch().in(query.budget());
    String present =
        columns.getOrDefault(query.series(), List.of()).stream()
            .filter(column -> column.holds(epochs) && !Double.isNaN(column.after(epochs)[row]))
            .map(
                column ->
                    column.seed().isPresent()
                        ? "seed " + column.seed().getAsInt()
                        : "the mean over " + column.seeds().of(row))
            .collect(Collectors.joining(", "));
    String asked = query.seeds() instanceof Seeds.One one ? " of seed " + one.seed() : "";
    return new InvalidInputException(
        "the architecture with index %d has no %s%s, epoch %d; it holds %s"
            .formatted(
                table.rows().index(row),
                query.series(),
                asked,
                epochs,
                present.isEmpty() ? "no other training of it" : present));
  }

  private Lookup single(Query query, Column column) {
    double[] values = column.after(query.epoch().in(query.budget()));
    return new Lookup(table, query, values, column.seeds(), defects(query, column.seeds().sets()));
  }

  private Lookup averaged(Query query, List<Column> seeds) {
    if (seeds.size() > MOST_SEEDS) {
      throw new InvalidInputException(
          "%s has %d seeds; a mean over more than %d needs a column of its own"
              .formatted(query.series(), seeds.size(), MOST_SEEDS));
    }
    int epochs = query.epoch().in(query.budget());
    double[] values = new double[table.size()];
    byte[] present = new byte[table.size()];
    for (int i = 0; i < seeds.size(); i++) {
      double[] single = seeds.get(i).after(epochs);
      for (int row = 0; row < values.length; row++) {
        if (!Double.isNaN(single[row])) {
          values[row] += single[row];
          present[row] |= (byte) (1 << i);
        }
      }
    }
    for (int row = 0; row < values.length; row++) {
      int count = Integer.bitCount(present[row]);
      values[row] = count == 0 ? Double.NaN : values[row] / count;
    }
    List<SeedSet> sets = subsets(seeds);
    return new Lookup(table, query, values, RowSeeds.of(sets, present), defects(query, sets));
  }

  /** The sets of present seeds, by the bits that say which are. */
  private static List<SeedSet> subsets(List<Column> columns) {
    int[] seeds = columns.stream().mapToInt(column -> column.seed().getAsInt()).toArray();
    List<SeedSet> sets = new ArrayList<>();
    for (int bits = 0; bits < 1 << seeds.length; bits++) {
      int present = bits;
      sets.add(
          SeedSet.of(
              IntStream.range(0, seeds.length)
                  .filter(i -> (present & (1 << i)) != 0)
                  .map(i -> seeds[i])
                  .toArray()));
    }
    return sets;
  }

  private List<List<Defect>> defects(Query query, List<SeedSet> sets) {
    Map<SeedSet, List<Defect>> known = new HashMap<>();
    return sets.stream()
        .map(set -> known.computeIfAbsent(set, seeds -> defects(query, seeds)))
        .toList();
  }

  private List<Defect> defects(Query query, SeedSet seeds) {
    return Ledger.touchedBy(Reading.value(table.space().name(), query, seeds));
  }
}
