package org.nasturtium.bench.convert;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;

/**
 * A record of an official archive: all trainings of one architecture.
 *
 * <p>It is a dictionary from the budget's name to {@code all_results}, which is one from record
 * name and seed to a training. Epochs are numbered from 0 there and from 1 here.
 */
final class ArchiveRecord {
  private static final int MOST_BUDGETS = 8;
  private static final int MOST_TRAININGS = 64;
  private static final int MOST_EPOCHS = 1000;
  private static final int MOST_EVALUATIONS = 16 * MOST_EPOCHS;
  private static final double MILLION = 1e6;

  /** The seed whose costs count when the seeds of a record disagree, as in the official reader. */
  private static final int ARBITER = 888;

  private static final Pattern EVALUATION = Pattern.compile("([a-z-]{1,20})@(\\d{1,4})");

  private final String where;
  private final int row;
  private final ArchiveColumns columns;
  private final Allowance allowance;

  /** What a record says once per record name and budget, by seed. */
  private final Map<Trait, Map<Integer, Double>> traits = new HashMap<>();

  ArchiveRecord(String where, int row, ArchiveColumns columns, Allowance allowance) {
    this.where = where;
    this.row = row;
    this.columns = columns;
    this.allowance = allowance;
  }

  /**
   * An allowance is how many values may be read: a pickle of so many bytes holds fewer, unless its
   * parts refer to each other to look endless.
   */
  static final class Allowance {
    private long left;

    Allowance(long bytes) {
      this.left = bytes;
    }

    void take(Fields values) {
      left -= values.map().size() + 1;
      if (left < 0) {
        throw values.fault("it holds more values than bytes");
      }
    }
  }

  /**
   * Reads a record.
   *
   * @param record the dictionary of the file
   * @param index the index it must have
   * @param architecture the text it must have
   */
  void read(Map<?, ?> record, int index, String architecture) {
    Fields budgets = new Fields(where, record);
    if (record.isEmpty() || record.size() > MOST_BUDGETS) {
      throw budgets.fault("expected 1 to %d budgets".formatted(MOST_BUDGETS));
    }
    for (Object name : record.keySet()) {
      Fields held = budgets.fields(name);
      if (held.integer("arch_index") != index || !held.text("arch_str").equals(architecture)) {
        throw held.fault(
            "it is of index %d, not %d %s"
                .formatted(held.integer("arch_index"), index, architecture));
      }
      readBudget(budget(name, budgets), held.fields("all_results"));
    }
    traits.forEach((trait, bySeed) -> columns.put(row, trait, agreed(trait, bySeed)));
  }

  private static Budget budget(Object name, Fields fields) {
    if (name instanceof String text && text.matches("\\d{2,3}") && !text.matches("0+")) {
      return new Budget(Integer.parseInt(text));
    }
    throw fields.fault("'%s' is no budget".formatted(name));
  }

  private void readBudget(Budget budget, Fields trainings) {
    checkCount(trainings, MOST_TRAININGS);
    for (Object key : trainings.map().keySet()) {
      if (key instanceof List<?> pair
          && pair.get(0) instanceof String name
          && pair.get(1) instanceof Integer seed
          && seed >= 0) {
        readTraining(new RecordName(name), budget, seed, trainings.fields(key));
      } else {
        throw trainings.fault("'%s' is no record name and seed".formatted(key));
      }
    }
  }

  private void readTraining(RecordName record, Budget budget, int seed, Fields training) {
    if (training.integer("epochs") != budget.epochs()) {
      throw training.fault(
          "a training of %d epochs is stored as one of %s"
              .formatted(training.integer("epochs"), budget));
    }
    readTrain(record, budget, seed, training.fieldsIfAny("train_acc1es"), Quantity.ACCURACY);
    readTrain(record, budget, seed, training.fieldsIfAny("train_acc5es"), Quantity.TOP5_ACCURACY);
    readTrain(record, budget, seed, training.fieldsIfAny("train_losses"), Quantity.LOSS);
    readEvaluations(record, budget, seed, training.fieldsIfAny("eval_acc1es"), Quantity.ACCURACY);
    readEvaluations(record, budget, seed, training.fieldsIfAny("eval_losses"), Quantity.LOSS);
    readTimes(record, budget, seed, training);
    note(Trait.Kind.PARAMETERS, record, budget, seed, training.number("params") * MILLION);
    note(Trait.Kind.MACS, record, budget, seed, training.number("flop") * MILLION);
    double[] latency =
        Arrays.stream(training.numbers("latency")).filter(seconds -> seconds > 0).toArray();
    note(Trait.Kind.LATENCY_SECONDS, record, budget, seed, mean(latency));
  }

  private void readTrain(
      RecordName record, Budget budget, int seed, @Nullable Fields epochs, Quantity quantity) {
    if (epochs == null) {
      return;
    }
    Series series = new Series(record, budget, Split.TRAIN, quantity);
    checkCount(epochs, MOST_EPOCHS);
    for (Object key : epochs.map().keySet()) {
      if (!(key instanceof Integer epoch) || epoch < 0 || epoch >= budget.epochs()) {
        throw epochs.fault("'%s' is no epoch of %s".formatted(key, budget));
      }
      columns.put(row, series, seed, epoch + 1, epochs.number(key));
    }
  }

  private void readEvaluations(
      RecordName record, Budget budget, int seed, @Nullable Fields values, Quantity quantity) {
    if (values == null) {
      return;
    }
    checkCount(values, MOST_EVALUATIONS);
    for (Object key : values.map().keySet()) {
      Matcher at = evaluation(key, budget, values);
      Series series = new Series(record, budget, Split.byName(at.group(1)), quantity);
      int epoch = Integer.parseInt(at.group(2)) + 1;
      columns.put(row, series, seed, epoch, values.number(key));
    }
  }

  private static Matcher evaluation(Object key, Budget budget, Fields values) {
    Matcher at = EVALUATION.matcher(String.valueOf(key));
    if (!at.matches() || Integer.parseInt(at.group(2)) >= budget.epochs()) {
      throw values.fault("'%s' is no evaluation within %s".formatted(key, budget));
    }
    return at;
  }

  private void checkCount(Fields values, int most) {
    allowance.take(values);
    if (values.map().size() > most) {
      throw values.fault("more than %d entries".formatted(most));
    }
  }

  private void readTimes(RecordName record, Budget budget, int seed, Fields training) {
    Fields train = training.fieldsIfAny("train_times");
    if (train != null) {
      checkCount(train, MOST_EPOCHS);
      double[] seconds = train.map().keySet().stream().mapToDouble(train::number).toArray();
      note(Trait.Kind.TRAIN_SECONDS, record, budget, seed, mean(seconds));
    }
    Fields evaluations = training.fieldsIfAny("eval_times");
    if (evaluations == null) {
      return;
    }
    checkCount(evaluations, MOST_EVALUATIONS);
    Map<Split, NumberList> bySplit = new HashMap<>();
    for (Object key : evaluations.map().keySet()) {
      Split split = Split.byName(evaluation(key, budget, evaluations).group(1));
      bySplit.computeIfAbsent(split, each -> new NumberList()).add(evaluations.number(key));
    }
    bySplit.forEach(
        (split, seconds) ->
            note(Trait.evaluation(record, split).at(budget), seed, mean(seconds.toArray())));
  }

  /** A mean that is exact when all values are equal. */
  private static double mean(double[] values) {
    return values.length == 0
        ? Double.NaN
        : Arrays.stream(values).allMatch(value -> value == values[0])
            ? values[0]
            : Arrays.stream(values).average().orElse(Double.NaN);
  }

  private void note(Trait.Kind kind, RecordName record, Budget budget, int seed, double value) {
    note(new Trait(kind, record, Optional.empty(), Optional.of(budget)), seed, value);
  }

  private void note(Trait trait, int seed, double value) {
    if (!Double.isNaN(value)) {
      traits.computeIfAbsent(trait, key -> new HashMap<>()).put(seed, value);
    }
  }

  private static double agreed(Trait trait, Map<Integer, Double> bySeed) {
    double[] values = bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    boolean counted = trait.kind() == Trait.Kind.PARAMETERS || trait.kind() == Trait.Kind.MACS;
    boolean differ = Arrays.stream(values).anyMatch(value -> Math.abs(value - values[0]) >= 10);
    if (counted && differ && bySeed.containsKey(ARBITER)) {
      return Math.rint(bySeed.get(ARBITER));
    }
    return counted ? Math.rint(mean(values)) : mean(values);
  }
}
