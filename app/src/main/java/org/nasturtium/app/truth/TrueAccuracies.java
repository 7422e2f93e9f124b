package org.nasturtium.app.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.Answer;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Defect;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/**
 * The true accuracies of a space's architectures, by data set, as a benchmark table holds them.
 *
 * <p>They judge a search and never guide it. Thread-safe.
 */
public final class TrueAccuracies {
  private final Path file;
  private final BenchmarkTable table;
  private final List<Held> held;

  /** What the table holds of one data set. */
  private record Held(Dataset dataset, Budget budget, Lookup test, Optional<Lookup> validation) {
    Optional<TrueAccuracy> of(int row) {
      if (!test.isHeld(row)) {
        return Optional.empty();
      }
      Answer tested = test.answer(row);
      Set<Defect> defects = new LinkedHashSet<>(tested.defects());
      Optional<Answer> validated =
          validation.filter(lookup -> lookup.isHeld(row)).map(lookup -> lookup.answer(row));
      validated.ifPresent(answer -> defects.addAll(answer.defects()));
      OptionalDouble value =
          validated.map(answer -> OptionalDouble.of(answer.value())).orElse(OptionalDouble.empty());
      return Optional.of(new TrueAccuracy(tested.value(), value, List.copyOf(defects)));
    }
  }

  private TrueAccuracies(Path file, BenchmarkTable table) {
    this.file = file;
    this.table = table;
    this.held = table.datasets().stream().map(this::held).toList();
  }

  /**
   * Opens a table.
   *
   * @param file the table's file
   * @param space the space of the architectures that will be asked for
   * @throws InvalidInputException if the file is no table, one of another space, or one without
   *     test accuracies
   * @throws IOException if it cannot be read
   */
  public static TrueAccuracies open(Path file, SearchSpace space) throws IOException {
    BenchmarkTable table = TableFile.open(file);
    if (!table.space().name().equals(space.name())
        || !table.space().choices().equals(space.choices())) {
      throw new InvalidInputException(
          "--table %s is one of space %s; expected one of space %s"
              .formatted(file, table.space().name(), space.name()));
    }
    return new TrueAccuracies(file, table);
  }

  private Held held(Dataset dataset) {
    Budget largest = Protocol.of(table, dataset).reported();
    Lookup test = lookup(dataset.reported(), dataset.test(), largest);
    return new Held(dataset, largest, test, validation(dataset, largest));
  }

  private Optional<Lookup> validation(Dataset dataset, Budget budget) {
    boolean stored =
        table.columns().stream()
            .map(column -> column.series())
            .anyMatch(
                series ->
                    series.record().equals(dataset.searched())
                        && series.split() == dataset.validation()
                        && series.budget().equals(budget));
    return stored
        ? Optional.of(lookup(dataset.searched(), dataset.validation(), budget))
        : Optional.empty();
  }

  private Lookup lookup(RecordName record, Split split, Budget budget) {
    return table.lookup(Query.accuracy(record, split, budget, Epoch.last(), Seeds.mean()));
  }

  /** Returns the names of the data sets that the table holds. */
  public List<String> datasets() {
    return held.stream().map(each -> each.dataset().name()).toList();
  }

  /**
   * Returns the data set that judges a search: the one it searched on if the table holds it,
   * otherwise CIFAR-10, otherwise the table's first.
   *
   * @param searched the data set that was searched on
   */
  public String judge(String searched) {
    for (String wanted : List.of(searched, Dataset.CIFAR10.name())) {
      for (String name : datasets()) {
        if (name.equalsIgnoreCase(wanted)) {
          return name;
        }
      }
    }
    return datasets().get(0);
  }

  /**
   * Returns the true accuracies of an architecture by data set; those that the table lacks are left
   * out.
   *
   * @param architecture an architecture of the space
   */
  public Map<String, TrueAccuracy> of(Architecture architecture) {
    Map<String, TrueAccuracy> all = new LinkedHashMap<>();
    OptionalInt row = table.rows().row(architecture);
    for (Held each : held) {
      row.stream()
          .mapToObj(each::of)
          .flatMap(Optional::stream)
          .forEach(value -> all.put(each.dataset().name(), value));
    }
    return all;
  }

  /**
   * Returns the true test accuracy of an architecture in percent, NaN if the table lacks it.
   *
   * @param dataset the name of a data set of the table
   * @param architecture an architecture of the space
   */
  public double test(String dataset, Architecture architecture) {
    Lookup lookup = byName(dataset).test();
    OptionalInt row = table.rows().row(architecture);
    return row.isPresent() ? lookup.value(row.getAsInt()) : Double.NaN;
  }

  /**
   * Returns the architectures whose test accuracy on a data set the table holds, in its order.
   *
   * @param dataset the name of a data set of the table
   */
  public List<Architecture> tested(String dataset) {
    Lookup lookup = byName(dataset).test();
    return IntStream.range(0, table.size())
        .filter(lookup::isHeld)
        .mapToObj(table::architecture)
        .toList();
  }

  private Held byName(String dataset) {
    return held.stream()
        .filter(each -> each.dataset().name().equals(dataset))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the result fields of an architecture: {@code true_cifar10_test} and so on, in percent.
   *
   * @param architecture an architecture of the space
   */
  public Map<String, Object> fields(Architecture architecture) {
    Map<String, Object> fields = new LinkedHashMap<>();
    of(architecture)
        .forEach(
            (dataset, accuracy) -> {
              String name = "true_" + dataset.toLowerCase(Locale.ROOT).replace('-', '_');
              fields.put(name + "_test", accuracy.test());
              accuracy.validation().ifPresent(value -> fields.put(name + "_validation", value));
            });
    return fields;
  }

  /**
   * Returns the true test accuracies of an architecture in a few words.
   *
   * @param architecture an architecture of the space
   */
  public String line(Architecture architecture) {
    String values =
        of(architecture).entrySet().stream()
            .map(
                each ->
                    String.format(Locale.ROOT, "%s %.2f %%", each.getKey(), each.getValue().test()))
            .collect(Collectors.joining(", "));
    return "true test " + (values.isEmpty() ? "not in the table" : values);
  }

  /**
   * Returns the known defects of the true accuracies of architectures, each once.
   *
   * @param architectures architectures of the space
   */
  public List<Defect> defects(List<Architecture> architectures) {
    return architectures.stream()
        .distinct()
        .flatMap(architecture -> of(architecture).values().stream())
        .flatMap(accuracy -> accuracy.defects().stream())
        .distinct()
        .toList();
  }

  /** Returns what these accuracies are, in sentences. */
  public List<String> notes() {
    List<String> budgets = new ArrayList<>();
    held.forEach(each -> budgets.add(each.dataset().name() + " after " + each.budget()));
    return List.of(
        "True accuracies are those of trainings from scratch, looked up in %s: %s; means over all stored trainings. The search saw none of them."
            .formatted(file.getFileName(), String.join(", ", budgets)),
        "The table: " + table.origin().source() + ".");
  }

  /** Returns the table's file. */
  public Path file() {
    return file;
  }
}
