package org.nasturtium.bench.convert;

import static org.nasturtium.bench.table.RecordName.CIFAR10;
import static org.nasturtium.bench.table.RecordName.CIFAR100;
import static org.nasturtium.bench.table.RecordName.CIFAR10_VALID;
import static org.nasturtium.bench.table.RecordName.IMAGENET16_120;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.RowSeeds;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/**
 * The CSV layout in which the topology table of NATS-Bench was rebuilt from public files: one row
 * per cell in index order, accuracies after 12 and 200 epochs, costs and times.
 *
 * <p>Columns of ImageNet16-120 are all there or all absent, likewise those of its single seeds. The
 * 12-epoch accuracies of {@code cifar10-valid} are means over the seeds 111 and 777, the others are
 * of seed 111; those of 200 epochs are means over 777, 888 and, in rows of three runs, 999. Times
 * of evaluation follow from those of {@code cifar10-valid}, as in the official table: seconds per
 * image times the number of images.
 */
final class TopologyCsv implements Importer {
  private static final String INDEX = "index";
  private static final String ARCHITECTURE = "arch_str";
  private static final String IDENTITY = "unique_str";
  private static final String RUNS = "nruns_200";
  private static final String VALIDATION_TIME = "xvalid_time_s_c10valid";
  private static final String TEST_TIME = "test_time_s_c10valid";

  private static final Budget SHORT = new Budget(12);
  private static final Budget LONG = new Budget(200);
  private static final List<SeedSet> LONG_SETS =
      List.of(SeedSet.of(777, 888), SeedSet.of(777, 888, 999));
  private static final RowSeeds SHORT_PAIR = RowSeeds.constant(SeedSet.of(111, 777));

  private static final List<Measured> ALWAYS =
      List.of(
          pair("e12_c10valid_xvalid", CIFAR10_VALID, Split.X_VALID),
          single("e12_c10_oritest", SHORT, CIFAR10, Split.ORI_TEST, 111),
          single("e12_c100_xvalid", SHORT, CIFAR100, Split.X_VALID, 111),
          single("e12_c100_xtest", SHORT, CIFAR100, Split.X_TEST, 111),
          mean("e200_c10valid_xvalid", CIFAR10_VALID, Split.X_VALID, Quantity.ACCURACY),
          mean("e200_c10valid_oritest", CIFAR10_VALID, Split.ORI_TEST, Quantity.ACCURACY),
          mean("e200_c10valid_train_acc", CIFAR10_VALID, Split.TRAIN, Quantity.ACCURACY),
          mean("e200_c10valid_train_loss", CIFAR10_VALID, Split.TRAIN, Quantity.LOSS),
          mean("e200_c10valid_xvalid_loss", CIFAR10_VALID, Split.X_VALID, Quantity.LOSS),
          mean("e200_c10_oritest", CIFAR10, Split.ORI_TEST, Quantity.ACCURACY),
          mean("e200_c100_xvalid_derived", CIFAR100, Split.X_VALID, Quantity.ACCURACY),
          mean("e200_c100_xtest", CIFAR100, Split.X_TEST, Quantity.ACCURACY),
          mean("e200_c100_oritest", CIFAR100, Split.ORI_TEST, Quantity.ACCURACY),
          single("e200_c10valid_xvalid_s777", LONG, CIFAR10_VALID, Split.X_VALID, 777),
          single("e200_c10valid_xvalid_s888", LONG, CIFAR10_VALID, Split.X_VALID, 888),
          single("e200_c10valid_xvalid_s999", LONG, CIFAR10_VALID, Split.X_VALID, 999),
          single("e200_c100_oritest_s777", LONG, CIFAR100, Split.ORI_TEST, 777),
          single("e200_c100_oritest_s888", LONG, CIFAR100, Split.ORI_TEST, 888),
          single("e200_c100_oritest_s999", LONG, CIFAR100, Split.ORI_TEST, 999));

  private static final List<Measured> IMAGENET =
      List.of(
          single("e12_in16_xvalid", SHORT, IMAGENET16_120, Split.X_VALID, 111),
          single("e12_in16_xtest", SHORT, IMAGENET16_120, Split.X_TEST, 111),
          mean("e200_in16_xvalid_derived", IMAGENET16_120, Split.X_VALID, Quantity.ACCURACY),
          mean("e200_in16_xtest", IMAGENET16_120, Split.X_TEST, Quantity.ACCURACY),
          mean("e200_in16_oritest", IMAGENET16_120, Split.ORI_TEST, Quantity.ACCURACY));

  private static final List<Measured> IMAGENET_SEEDS =
      List.of(
          single("e200_in16_oritest_s777", LONG, IMAGENET16_120, Split.ORI_TEST, 777),
          single("e200_in16_oritest_s888", LONG, IMAGENET16_120, Split.ORI_TEST, 888),
          single("e200_in16_oritest_s999", LONG, IMAGENET16_120, Split.ORI_TEST, 999));

  private static final double MILLION = 1e6;

  private static final List<Fixed> COSTS =
      List.of(
          new Fixed("params_M_c10", Trait.of(Trait.Kind.PARAMETERS, CIFAR10), MILLION),
          new Fixed("params_M_c100", Trait.of(Trait.Kind.PARAMETERS, CIFAR100), MILLION),
          new Fixed("params_M_in16", Trait.of(Trait.Kind.PARAMETERS, IMAGENET16_120), MILLION),
          new Fixed(
              "params_M_c10_official_record",
              Trait.of(Trait.Kind.PARAMETERS, CIFAR10).at(LONG),
              MILLION),
          new Fixed("flops_M_c10", Trait.of(Trait.Kind.MACS, CIFAR10), MILLION),
          new Fixed("flops_M_c100", Trait.of(Trait.Kind.MACS, CIFAR100), MILLION),
          new Fixed("flops_M_in16", Trait.of(Trait.Kind.MACS, IMAGENET16_120), MILLION),
          new Fixed("epoch_time_s_c10valid", Trait.of(Trait.Kind.TRAIN_SECONDS, CIFAR10_VALID), 1),
          new Fixed("epoch_time_s_c10", Trait.of(Trait.Kind.TRAIN_SECONDS, CIFAR10), 1),
          new Fixed("epoch_time_s_c100", Trait.of(Trait.Kind.TRAIN_SECONDS, CIFAR100), 1),
          new Fixed("epoch_time_s_in16", Trait.of(Trait.Kind.TRAIN_SECONDS, IMAGENET16_120), 1),
          new Fixed(VALIDATION_TIME, Trait.evaluation(CIFAR10_VALID, Split.X_VALID), 1),
          new Fixed(TEST_TIME, Trait.evaluation(CIFAR10_VALID, Split.ORI_TEST), 1));

  /** Evaluations whose time follows from that of cifar10-valid, with their numbers of images. */
  private static final Map<Trait, Integer> DERIVED_TIMES =
      Map.of(
          Trait.evaluation(CIFAR10, Split.ORI_TEST), 10_000,
          Trait.evaluation(CIFAR100, Split.X_VALID), 5_000,
          Trait.evaluation(CIFAR100, Split.X_TEST), 5_000,
          Trait.evaluation(CIFAR100, Split.ORI_TEST), 10_000,
          Trait.evaluation(IMAGENET16_120, Split.X_VALID), 3_000,
          Trait.evaluation(IMAGENET16_120, Split.X_TEST), 3_000,
          Trait.evaluation(IMAGENET16_120, Split.ORI_TEST), 6_000);

  private static final int TIMED_IMAGES = 35_000;

  private static final List<String> GAPS =
      List.of(
          "no epochs but the last of each training",
          "no single seeds after 12 epochs of cifar10-valid, nor after 200 epochs of cifar10",
          "x-valid after 200 epochs of cifar100 and ImageNet16-120 is derived: 2 ori-test - x-test",
          "evaluation times but those of cifar10-valid are derived from them",
          "no latency");

  /** A column of measured values. */
  private record Measured(String column, Series series, Source source) {}

  /** Which trainings a column is of. */
  private record Source(int seed) {
    static final Source SHORT_MEAN = new Source(-1);
    static final Source LONG_MEAN = new Source(-2);
  }

  /** A column of a cost or time, and what its unit is multiplied by. */
  private record Fixed(String column, Trait trait, double factor) {}

  private static Measured pair(String column, RecordName record, Split split) {
    return new Measured(
        column, new Series(record, SHORT, split, Quantity.ACCURACY), Source.SHORT_MEAN);
  }

  private static Measured mean(String column, RecordName record, Split split, Quantity quantity) {
    return new Measured(column, new Series(record, LONG, split, quantity), Source.LONG_MEAN);
  }

  private static Measured single(
      String column, Budget budget, RecordName record, Split split, int seed) {
    return new Measured(
        column, new Series(record, budget, split, Quantity.ACCURACY), new Source(seed));
  }

  @Override
  public boolean accepts(Path source) {
    return CsvFile.isCsv(source);
  }

  @Override
  public BenchmarkTable read(Path source, SearchSpace space) throws IOException {
    try (CsvFile csv = new CsvFile(source)) {
      List<Measured> measured = checkHeader(csv);
      Draft draft = new Draft(space, measured);
      while (csv.next()) {
        draft.add(csv);
      }
      return draft.table(source);
    }
  }

  private static List<Measured> checkHeader(CsvFile csv) {
    List<Measured> measured = new ArrayList<>(ALWAYS);
    for (List<Measured> group : List.of(IMAGENET, IMAGENET_SEEDS)) {
      if (group.stream().anyMatch(each -> csv.has(each.column()))) {
        measured.addAll(group);
      }
    }
    List<String> expected =
        Stream.of(
                Stream.of(INDEX, ARCHITECTURE, IDENTITY, RUNS),
                COSTS.stream().map(Fixed::column),
                measured.stream().map(Measured::column))
            .flatMap(each -> each)
            .toList();
    for (String column : expected) {
      if (!csv.has(column)) {
        throw csv.fault("column '%s' is missing".formatted(column));
      }
    }
    for (String column : csv.header()) {
      if (!expected.contains(column)) {
        throw csv.fault(
            "unknown column '%s'; expected %s".formatted(CsvFile.brief(column), summary(expected)));
      }
    }
    return measured;
  }

  private static String summary(List<String> columns) {
    return columns.stream().sorted().collect(Collectors.joining(", "));
  }

  /** The table while it is read. */
  private static final class Draft {
    private final SearchSpace space;
    private final List<Measured> measured;
    private final NumberList index = new NumberList();
    private final NumberList sets = new NumberList();
    private final Map<String, NumberList> values = new HashMap<>();

    Draft(SearchSpace space, List<Measured> measured) {
      this.space = space;
      this.measured = measured;
    }

    void add(CsvFile csv) {
      addArchitecture(csv);
      int runs = csv.integer(RUNS);
      if (runs != 2 && runs != 3) {
        throw csv.fault(RUNS, "expected 2 or 3 runs, found " + runs);
      }
      sets.add(runs - 2);
      for (Measured each : measured) {
        boolean absent = each.source().seed() == 999 && runs == 2;
        double value = absent ? csv.numberOrMissing(each.column()) : csv.number(each.column());
        if (absent && !Double.isNaN(value)) {
          throw csv.fault(each.column(), "a cell of two runs has no seed 999");
        }
        values.computeIfAbsent(each.column(), name -> new NumberList()).add(value);
      }
      for (Fixed each : COSTS) {
        values
            .computeIfAbsent(each.column(), name -> new NumberList())
            .add(scaled(csv.number(each.column()), each.factor()));
      }
    }

    private static double scaled(double value, double factor) {
      return factor == 1 ? value : Math.rint(value * factor);
    }

    private void addArchitecture(CsvFile csv) {
      int at = csv.integer(INDEX);
      if (at >= space.size().intValueExact()) {
        throw csv.fault(INDEX, "%d is beyond the last index".formatted(at));
      }
      if (index.size() > 0 && at <= index.last()) {
        throw csv.fault(INDEX, "%d does not follow %.0f".formatted(at, index.last()));
      }
      String expected = space.format(space.unrank(BigInteger.valueOf(at)));
      if (!csv.text(ARCHITECTURE).equals(expected)) {
        throw csv.fault(
            ARCHITECTURE,
            "index %d is %s, not '%s'"
                .formatted(at, expected, CsvFile.brief(csv.text(ARCHITECTURE))));
      }
      index.add(at);
    }

    BenchmarkTable table(Path source) {
      if (index.size() == 0) {
        throw new InvalidInputException(source + " has a header but no rows");
      }
      BenchmarkTable.Builder table =
          BenchmarkTable.builder(space, Rows.ranked(space, index.toIntegers()), origin(source));
      RowSeeds longSeeds = RowSeeds.of(LONG_SETS, Numbers.of(sets.toArray()));
      for (Measured each : measured) {
        table.add(column(each, longSeeds));
      }
      for (Fixed each : COSTS) {
        table.add(each.trait(), Numbers.of(numbers(each.column())));
      }
      DERIVED_TIMES.forEach((trait, images) -> table.add(trait, Numbers.of(times(images))));
      return table.build();
    }

    private Column column(Measured each, RowSeeds longSeeds) {
      Numbers numbers = Numbers.of(numbers(each.column()));
      if (each.source().equals(Source.LONG_MEAN)) {
        return Column.mean(each.series(), longSeeds, Column.Span.LAST, numbers);
      }
      if (each.source().equals(Source.SHORT_MEAN)) {
        return Column.mean(each.series(), SHORT_PAIR, Column.Span.LAST, numbers);
      }
      return Column.of(each.series(), each.source().seed(), Column.Span.LAST, numbers);
    }

    private double[] numbers(String column) {
      NumberList list = values.get(column);
      if (list == null) {
        throw new IllegalStateException("column " + column + " was not read");
      }
      return list.toArray();
    }

    private double[] times(int images) {
      double[] validation = numbers(VALIDATION_TIME);
      double[] test = numbers(TEST_TIME);
      double[] times = new double[validation.length];
      for (int row = 0; row < times.length; row++) {
        times[row] = (validation[row] + test[row]) / TIMED_IMAGES * images;
      }
      return times;
    }

    private Origin origin(Path source) {
      List<String> gaps = new ArrayList<>(GAPS);
      if (!measured.containsAll(IMAGENET)) {
        gaps.add("no accuracies of ImageNet16-120");
      }
      return new Origin(
          "NATS-Bench topology table, rebuilt from public files (%s)"
              .formatted(source.getFileName()),
          "MIT (accuracies), Apache-2.0 (where they were gathered)",
          gaps);
    }
  }
}
