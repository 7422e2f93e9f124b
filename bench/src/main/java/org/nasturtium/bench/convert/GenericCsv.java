package org.nasturtium.bench.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.ColumnName;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.RowSeeds;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/**
 * The CSV layout of anyone's own table, over any space: the architecture as text or pick by pick,
 * and columns whose names say what they hold, see {@link ColumnName}.
 *
 * <p>The column {@code architecture} holds the text of the space. Instead, one column {@code
 * pick:CHOICE} per choice holds the name of the picked candidate. Empty cells are missing values.
 */
final class GenericCsv implements Importer {
  private static final String ARCHITECTURE = "architecture";
  private static final String PICK = "pick:";

  @Override
  public boolean accepts(Path source) {
    return CsvFile.isCsv(source);
  }

  @Override
  public BenchmarkTable read(Path source, SearchSpace space) throws IOException {
    try (CsvFile csv = new CsvFile(source)) {
      Draft draft = new Draft(csv, space);
      while (csv.next()) {
        draft.add();
      }
      if (draft.architectures.isEmpty()) {
        throw new InvalidInputException(source + " has a header but no rows");
      }
      return draft.table(source);
    }
  }

  /** What the columns of one series and one training say. */
  private record Group(Series series, OptionalInt seed) {}

  /** The table while it is read. */
  private static final class Draft {
    private final CsvFile csv;
    private final SearchSpace space;
    private final boolean byText;
    private final Map<String, ColumnName.Meaning> meanings = new LinkedHashMap<>();
    private final Map<String, NumberList> values = new HashMap<>();
    private final Map<Architecture, Long> lines = new HashMap<>();
    private final List<Architecture> architectures = new ArrayList<>();

    Draft(CsvFile csv, SearchSpace space) {
      this.csv = csv;
      this.space = space;
      this.byText = csv.has(ARCHITECTURE);
      for (String column : csv.header()) {
        if (!isArchitecture(column)) {
          meanings.put(column, meaning(column));
          values.put(column, new NumberList());
        }
      }
      checkPicks();
      checkGroups();
    }

    private static boolean isArchitecture(String column) {
      return column.equals(ARCHITECTURE) || column.startsWith(PICK);
    }

    private ColumnName.Meaning meaning(String column) {
      try {
        return ColumnName.parse(column);
      } catch (InvalidInputException e) {
        throw csv.fault(e.getMessage());
      }
    }

    private void checkPicks() {
      List<String> expected =
          byText
              ? List.of()
              : space.choices().stream().map(choice -> PICK + choice.name()).toList();
      for (String column : csv.header()) {
        if (column.startsWith(PICK) && !expected.contains(column)) {
          throw csv.fault(
              byText
                  ? "column '%s' says again what column architecture says".formatted(column)
                  : "space %s has no choice for column '%s'".formatted(space.name(), column));
        }
      }
      for (String column : expected) {
        if (!csv.has(column)) {
          throw csv.fault(
              "column 'architecture' is missing, or else column '%s'".formatted(column));
        }
      }
    }

    /** A training has its last epoch only, or columns by epoch; a mean is over one set. */
    private void checkGroups() {
      Map<Group, ColumnName.Value> known = new HashMap<>();
      meanings.forEach(
          (column, meaning) -> {
            if (meaning instanceof ColumnName.Value value) {
              ColumnName.Value other =
                  known.putIfAbsent(new Group(value.series(), value.seed()), value);
              if (other != null
                  && (!other.seeds().equals(value.seeds())
                      || other.epoch().isPresent() != value.epoch().isPresent()
                      || other.epoch().isEmpty())) {
                throw csv.fault("column '%s' contradicts another one".formatted(column));
              }
            }
          });
    }

    void add() {
      Architecture architecture = byText ? parsed() : picked();
      Long line = lines.putIfAbsent(architecture, csv.line());
      if (line != null) {
        throw csv.fault(
            "architecture %s is on line %d already"
                .formatted(CsvFile.brief(space.format(architecture)), line));
      }
      architectures.add(architecture);
      values.forEach((column, list) -> list.add(csv.numberOrMissing(column)));
    }

    private Architecture parsed() {
      try {
        return checked(ARCHITECTURE, space.parse(csv.text(ARCHITECTURE)));
      } catch (InvalidInputException e) {
        throw csv.fault(ARCHITECTURE, e.getMessage());
      }
    }

    private Architecture picked() {
      List<Choice> choices = space.choices();
      int[] picks = new int[choices.size()];
      for (int i = 0; i < picks.length; i++) {
        String column = PICK + choices.get(i).name();
        picks[i] = choices.get(i).candidates().indexOf(csv.text(column));
        if (picks[i] < 0) {
          throw csv.fault(
              column,
              "'%s' is none of %s"
                  .formatted(CsvFile.brief(csv.text(column)), choices.get(i).candidates()));
        }
      }
      return checked(PICK + choices.get(0).name(), Architecture.of(picks));
    }

    private Architecture checked(String column, Architecture architecture) {
      if (!space.contains(architecture)) {
        throw csv.fault(column, "this architecture is not in space " + space.name());
      }
      return architecture;
    }

    BenchmarkTable table(Path source) {
      Rows rows = Rows.listed(space, architectures, Rows.Identity.RAW);
      Origin origin = new Origin("CSV " + source.getFileName(), "", List.of());
      BenchmarkTable.Builder table = BenchmarkTable.builder(space, rows, origin);
      Map<Group, double[]> curves = new LinkedHashMap<>();
      Map<Group, ColumnName.Value> meaningOfCurve = new HashMap<>();
      meanings.forEach(
          (column, meaning) -> {
            if (meaning instanceof ColumnName.Fixed fixed) {
              addTrait(table, fixed.trait(), column);
            } else if (meaning instanceof ColumnName.Value value) {
              if (value.epoch().isEmpty()) {
                table.add(column(value, Column.Span.LAST, numbers(column)));
              } else {
                Group group = new Group(value.series(), value.seed());
                meaningOfCurve.put(group, value);
                put(curves, group, value.epoch().getAsInt(), numbers(column));
              }
            }
          });
      curves.forEach(
          (group, curve) ->
              table.add(
                  column(
                      Objects.requireNonNull(meaningOfCurve.get(group)),
                      Column.Span.EVERY,
                      curve)));
      return table.build();
    }

    private void addTrait(BenchmarkTable.Builder table, Trait trait, String column) {
      table.add(trait, Numbers.of(numbers(column)));
    }

    private double[] numbers(String column) {
      NumberList list = values.get(column);
      if (list == null) {
        throw new IllegalStateException("column " + column + " was not read");
      }
      return list.toArray();
    }

    private void put(Map<Group, double[]> curves, Group group, int epoch, double[] values) {
      int width = group.series().budget().epochs();
      long count = (long) width * values.length;
      if (count > Runtime.getRuntime().maxMemory() / 4 / Double.BYTES
          || count > Integer.MAX_VALUE - 8) {
        throw new InvalidInputException(
            "curves of %d epochs of %d architectures are too large"
                .formatted(width, values.length));
      }
      double[] curve =
          curves.computeIfAbsent(
              group,
              key -> {
                double[] missing = new double[(int) count];
                Arrays.fill(missing, Double.NaN);
                return missing;
              });
      for (int row = 0; row < values.length; row++) {
        curve[row * width + epoch - 1] = values[row];
      }
    }

    private static Column column(ColumnName.Value value, Column.Span span, double[] numbers) {
      return value.seed().isPresent()
          ? Column.of(value.series(), value.seed().getAsInt(), span, Numbers.of(numbers))
          : Column.mean(
              value.series(), RowSeeds.constant(value.seeds()), span, Numbers.of(numbers));
    }
  }
}
