package org.nasturtium.bench.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A column name says in one text what a column holds, in Parquet files and in generic CSV files.
 *
 * <pre>
 *   RECORD/BUDGET/SPLIT/QUANTITY/SEEDS           cifar10-valid/200/x-valid/accuracy/777
 *   RECORD/BUDGET/SPLIT/QUANTITY/SEEDS@EPOCH     cifar10-valid/200/x-valid/accuracy/777@12
 *   RECORD[/BUDGET][/SPLIT]/COST                 cifar10-valid/x-valid/evaluation-seconds
 * </pre>
 *
 * <p>SEEDS is one seed, {@code mean} of unknown seeds, {@code mean-of-3} unnamed ones or {@code
 * mean-of-777+888} named ones.
 */
public final class ColumnName {
  private static final String MEAN = "mean";
  private static final String MEAN_OF = "mean-of-";

  private ColumnName() {}

  /** What a column name says. */
  public sealed interface Meaning {}

  /**
   * A measured value.
   *
   * @param series what was measured
   * @param seed the seed of one training; empty for a mean
   * @param seeds the trainings behind the value
   * @param epoch after how many epochs; empty for the last or for all of them
   */
  public record Value(Series series, OptionalInt seed, SeedSet seeds, OptionalInt epoch)
      implements Meaning {}

  /**
   * A cost or time.
   *
   * @param trait which one
   */
  public record Fixed(Trait trait) implements Meaning {}

  /**
   * Returns the name of a column.
   *
   * @param column the column
   */
  public static String of(Column column) {
    Series series = column.series();
    String seeds =
        column.seed().isPresent()
            ? String.valueOf(column.seed().getAsInt())
            : column.seeds().isConstant() ? mean(column.seeds().sets().get(0)) : MEAN;
    return "%s/%d/%s/%s/%s"
        .formatted(
            series.record(), series.budget().epochs(), series.split(), series.quantity(), seeds);
  }

  private static String mean(SeedSet set) {
    return set.equals(SeedSet.UNKNOWN) ? MEAN : MEAN_OF + format(set);
  }

  /**
   * Returns the text of a seed set: {@code 777+888}, or how many there are.
   *
   * @param set the set
   */
  public static String format(SeedSet set) {
    if (!set.isNamed()) {
      return String.valueOf(set.runs());
    }
    String seeds = set.seeds().stream().map(String::valueOf).collect(Collectors.joining("+"));
    return set.runs() == 1 ? seeds + "+" : seeds;
  }

  /**
   * Returns the seed set of a text; the inverse of {@link #format}.
   *
   * @param text the text
   * @throws InvalidInputException if it is none
   */
  public static SeedSet seedSet(String text) {
    if (text.indexOf('+') < 0) {
      return SeedSet.unnamed(count(text, "a number of seeds", 0));
    }
    int[] seeds = Arrays.stream(text.split("\\+", 0)).mapToInt(ColumnName::seed).toArray();
    if (seeds.length == 0 || Arrays.stream(seeds).distinct().count() != seeds.length) {
      throw new InvalidInputException("'%s' is no set of seeds".formatted(text));
    }
    return SeedSet.of(seeds);
  }

  /**
   * Returns the name of a trait's column.
   *
   * @param trait the trait
   */
  public static String of(Trait trait) {
    return Stream.of(
            Optional.of(trait.record().text()),
            trait.budget().map(budget -> String.valueOf(budget.epochs())),
            trait.split().map(Split::label),
            Optional.of(trait.kind().label()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("/"));
  }

  /**
   * Returns what a name says.
   *
   * @param name the name
   * @throws InvalidInputException if it says nothing; the message says what was expected
   */
  public static Meaning parse(String name) {
    List<String> parts = List.of(name.split("/", -1));
    try {
      return parts.size() == 5 ? value(parts) : new Fixed(trait(parts));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          ("'%s' is no column name: %s; expected RECORD/BUDGET/SPLIT/QUANTITY/SEEDS, or"
                  + " RECORD/COST with one of %s")
              .formatted(name, e.getMessage(), kinds()),
          e);
    }
  }

  private static Value value(List<String> parts) {
    int budget = count(parts.get(1), "a budget", 1);
    String[] when = parts.get(4).split("@", 2);
    OptionalInt epoch =
        when.length == 1 ? OptionalInt.empty() : OptionalInt.of(count(when[1], "an epoch", 1));
    if (epoch.isPresent() && epoch.getAsInt() > budget) {
      throw new InvalidInputException(
          "epoch %d is beyond the budget of %d".formatted(epoch.getAsInt(), budget));
    }
    Series series =
        new Series(
            new RecordName(parts.get(0)),
            new Budget(budget),
            Split.byName(parts.get(2)),
            Quantity.byName(parts.get(3)));
    if (when[0].equals(MEAN)) {
      return new Value(series, OptionalInt.empty(), SeedSet.UNKNOWN, epoch);
    }
    if (when[0].startsWith(MEAN_OF)) {
      SeedSet set = seedSet(when[0].substring(MEAN_OF.length()));
      return new Value(series, OptionalInt.empty(), set, epoch);
    }
    int seed = seed(when[0]);
    return new Value(series, OptionalInt.of(seed), SeedSet.of(seed), epoch);
  }

  private static Trait trait(List<String> parts) {
    Trait.Kind kind = kind(parts.get(parts.size() - 1));
    List<String> middle = parts.subList(Math.min(1, parts.size() - 1), parts.size() - 1);
    Optional<Budget> budget = Optional.empty();
    Optional<Split> split = Optional.empty();
    for (String part : middle) {
      if (budget.isEmpty() && split.isEmpty() && !part.isEmpty() && isNumber(part)) {
        budget = Optional.of(new Budget(count(part, "a budget", 1)));
      } else if (split.isEmpty()) {
        split = Optional.of(Split.byName(part));
      } else {
        throw new InvalidInputException("'" + part + "' is one part too many");
      }
    }
    if (parts.size() < 2) {
      throw new InvalidInputException("it names no record");
    }
    if (split.isPresent() != (kind == Trait.Kind.EVALUATION_SECONDS)) {
      throw new InvalidInputException(
          split.isPresent()
              ? kind.label() + " belongs to no split"
              : kind.label() + " needs the split that is evaluated on");
    }
    return new Trait(kind, new RecordName(parts.get(0)), split, budget);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static Trait.Kind kind(String label) {
    for (Trait.Kind kind : Trait.Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new InvalidInputException("'%s' is no cost".formatted(label));
  }

  private static String kinds() {
    return Arrays.stream(Trait.Kind.values())
        .map(Trait.Kind::label)
        .collect(Collectors.joining(", "));
  }

  private static int seed(String text) {
    return count(text, "a seed", 0);
  }

  private static int count(String text, String what, int least) {
    if (!text.isEmpty() && text.length() < 10 && isNumber(text)) {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    }
    throw new InvalidInputException("'%s' is not %s".formatted(text, what));
  }
}
