package org.nasturtium.bench.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/**
 * A benchmark table is what was measured of the architectures of a space: accuracies and losses by
 * record, split, budget, seed and epoch, and what they cost.
 *
 * <p>Rows are architectures. A {@link Query} says all that a value depends on; what is not held is
 * refused with a sentence that says what is. Immutable and thread-safe.
 */
public final class BenchmarkTable {
  private static final List<Dataset> KNOWN =
      List.of(Dataset.CIFAR10, Dataset.CIFAR100, Dataset.IMAGENET16_120);

  private final SearchSpace space;
  private final Origin origin;
  private final Rows rows;
  private final Map<Series, List<Column>> columns;
  private final Map<Trait, Numbers> traits;
  private final Map<Query, Lookup> lookups = new ConcurrentHashMap<>();
  private final Resolution resolution;

  private BenchmarkTable(Builder builder) {
    this.space = builder.space;
    this.origin = builder.origin;
    this.rows = builder.rows;
    this.columns = builder.columns;
    this.traits = builder.traits;
    this.resolution = new Resolution(this, columns);
  }

  /**
   * Returns a builder of a table.
   *
   * @param space the space of its architectures
   * @param rows which architectures it holds
   * @param origin where it comes from
   */
  public static Builder builder(SearchSpace space, Rows rows, Origin origin) {
    return new Builder(space, rows, origin);
  }

  /** Collects the columns of a table. */
  public static final class Builder {
    private final SearchSpace space;
    private final Rows rows;
    private final Origin origin;
    private final Map<Series, List<Column>> columns = new LinkedHashMap<>();
    private final Map<Trait, Numbers> traits = new LinkedHashMap<>();

    private Builder(SearchSpace space, Rows rows, Origin origin) {
      this.space = space;
      this.rows = rows;
      this.origin = origin;
    }

    /**
     * Adds a column.
     *
     * @param column the column
     * @throws IllegalArgumentException if the same series of the same seed is there already
     */
    public Builder add(Column column) {
      List<Column> same = columns.getOrDefault(column.series(), new ArrayList<>());
      for (Column other : same) {
        if (other.seed().equals(column.seed())) {
          throw new IllegalArgumentException("two columns of " + column.series());
        }
      }
      same.add(column);
      columns.put(column.series(), same);
      return this;
    }

    /**
     * Adds a trait.
     *
     * @param trait what the numbers are
     * @param numbers one per row; NaN where missing
     * @throws IllegalArgumentException if the trait is there already
     */
    public Builder add(Trait trait, Numbers numbers) {
      if (traits.put(trait, numbers) != null) {
        throw new IllegalArgumentException("two columns of " + trait);
      }
      return this;
    }

    /** Returns the table. */
    public BenchmarkTable build() {
      return new BenchmarkTable(this);
    }
  }

  /** Returns the space of the architectures. */
  public SearchSpace space() {
    return space;
  }

  /** Returns where the table comes from. */
  public Origin origin() {
    return origin;
  }

  /** Returns which architectures the table holds. */
  public Rows rows() {
    return rows;
  }

  /** Returns the number of architectures. */
  public int size() {
    return rows.size();
  }

  /**
   * Returns the architecture of a row.
   *
   * @param row from 0 to {@link #size}, exclusive
   */
  public Architecture architecture(int row) {
    return rows.architecture(row);
  }

  /**
   * Returns the row of an architecture.
   *
   * @param architecture an architecture of the space
   * @throws InvalidInputException if the table does not hold it
   */
  public int row(Architecture architecture) {
    OptionalInt row = rows.row(architecture);
    if (row.isEmpty()) {
      throw new InvalidInputException(
          "architecture %s is not among the %d of this table"
              .formatted(space.format(architecture), size()));
    }
    return row.getAsInt();
  }

  /**
   * Returns the row of an index.
   *
   * @param index the index by which users know the architecture
   * @throws InvalidInputException if the table does not hold it
   */
  public int rowOfIndex(int index) {
    OptionalInt row = rows.rowOfIndex(index);
    if (row.isEmpty()) {
      throw new InvalidInputException(
          "index %d is not among the %d of this table, which go from %d to %d"
              .formatted(index, size(), rows.index(0), rows.index(size() - 1)));
    }
    return row.getAsInt();
  }

  /** Returns all columns of measured values. */
  public List<Column> columns() {
    return columns.values().stream().flatMap(Collection::stream).toList();
  }

  /** Returns all traits. */
  public Map<Trait, Numbers> traits() {
    return Collections.unmodifiableMap(traits);
  }

  /**
   * Agrees to answer a query for one value per architecture.
   *
   * @param query the query, of a mean or one seed
   * @throws InvalidInputException if the table does not hold what is asked for, or if the query
   *     would leak; the message says what is held
   * @throws IllegalArgumentException if the query asks for each seed, see {@link #answers}
   */
  public Lookup lookup(Query query) {
    Lookup known = lookups.get(query);
    if (known != null) {
      return known;
    }
    Lookup found = resolution.resolve(query);
    lookups.put(query, found);
    return found;
  }

  /**
   * Answers a query for one value.
   *
   * @param row the architecture's row
   * @param query the query, of a mean or one seed
   * @throws InvalidInputException if the table does not hold what is asked for, or if the query
   *     would leak; the message says what is held
   */
  public Answer answer(int row, Query query) {
    return lookup(query).answer(row);
  }

  /**
   * Answers a query.
   *
   * @param row the architecture's row
   * @param query the query
   * @return one answer for a mean or one seed; one per stored training for each
   * @throws InvalidInputException if the table does not hold what is asked for, or if the query
   *     would leak; the message says what is held
   */
  public List<Answer> answers(int row, Query query) {
    return query.seeds() instanceof Seeds.Each
        ? resolution.each(row, query)
        : List.of(answer(row, query));
  }

  /**
   * Returns the learning curve of an architecture.
   *
   * @param row the architecture's row
   * @param query the query, of a mean or one seed, at the last epoch of the curve
   * @return the values after 1, 2, ... epochs, up to the query's; NaN where missing
   * @throws InvalidInputException if the table does not hold every epoch
   */
  public double[] curve(int row, Query query) {
    return resolution.curve(row, query);
  }

  /**
   * Returns the costs of the architectures.
   *
   * @param record the record
   * @param budget the budget whose stored values are compared and whose times are read
   */
  public Costs costs(RecordName record, Budget budget) {
    return new Costs(this, record, budget);
  }

  /** Returns the data sets that users can name, sorted by name. */
  public List<Dataset> datasets() {
    TreeSet<String> names = new TreeSet<>();
    for (Series series : columns.keySet()) {
      names.add(
          series.record().equals(RecordName.CIFAR10_VALID)
              ? RecordName.CIFAR10.text()
              : series.record().text());
    }
    return names.stream().map(this::dataset).toList();
  }

  /**
   * Returns the data set of a name.
   *
   * @param name the name users type
   * @throws InvalidInputException if the table does not hold it; the message lists those it does
   */
  public Dataset dataset(String name) {
    RecordName record = new RecordName(name);
    if (!records().contains(record)) {
      throw new InvalidInputException(
          "this table has no data set '%s'; it holds %s"
              .formatted(name, String.join(", ", datasets().stream().map(Dataset::name).toList())));
    }
    return KNOWN.stream()
        .filter(known -> known.name().equals(name) && records().contains(known.searched()))
        .findFirst()
        .orElseGet(() -> Dataset.of(record, resolution.testSplit(record)));
  }

  /** Returns the names of the records, in the order of the columns. */
  public List<RecordName> records() {
    return columns.keySet().stream().map(Series::record).distinct().toList();
  }

  /**
   * Returns the budgets of a record, ascending.
   *
   * @param record the record
   */
  public SortedSet<Budget> budgets(RecordName record) {
    TreeSet<Budget> budgets = new TreeSet<>();
    columns.keySet().stream()
        .filter(series -> series.record().equals(record))
        .forEach(series -> budgets.add(series.budget()));
    return budgets;
  }

  /**
   * Returns the view of a search on a data set: it reads validation accuracies only.
   *
   * @param dataset the data set
   */
  public SearchView searching(Dataset dataset) {
    Leakage leakage = dataset.isGuidedByTest() ? Leakage.ALLOWED : Leakage.REFUSED;
    return new SearchView(this, dataset.searched(), dataset.validation(), leakage);
  }

  /**
   * Returns the view of a search that is guided by images it should not see, for tables without
   * validation images. What it finds is no estimate of what a search would find.
   *
   * @param record the record that is read
   * @param split the split that is read
   */
  public SearchView searchingWithLeakage(RecordName record, Split split) {
    return new SearchView(this, record, split, Leakage.ALLOWED);
  }

  InvalidInputException missing(Query query, int row) {
    return resolution.missing(query, row);
  }

  @Nullable Numbers numbers(Trait trait) {
    Numbers own = traits.get(trait);
    return own == null ? traits.get(trait.atEveryBudget()) : own;
  }
}
