package org.nasturtium.bench.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.Costs;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Lookup;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.SearchView;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Series;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;

/**
 * A tabular evaluator looks a proposal up in a benchmark table: the validation accuracy after its
 * epochs of its schedule, and the simulated seconds that this would have taken.
 *
 * <p>Where the table holds single trainings, one of them is drawn from the seed, uniformly among
 * those of the architecture, as the published searches do; otherwise the mean that the table holds
 * is returned. Parameters, MACs, loss and latency are measured too where the table has them. An
 * architecture that the table does not hold, or whose value is missing, is a failed outcome that
 * costs nothing; a fidelity that the table does not hold at all is refused. Thread-safe.
 */
public final class TabularEvaluator implements Evaluator {
  private final BenchmarkTable table;
  private final SearchView view;
  private final Optional<SearchView> fallback;
  private final Map<Fidelity, Rung> rungs = new ConcurrentHashMap<>();

  private TabularEvaluator(BenchmarkTable table, SearchView view, Optional<SearchView> fallback) {
    this.table = table;
    this.view = view;
    this.fallback = fallback;
  }

  /**
   * Returns the evaluator of a view.
   *
   * @param table the table
   * @param view what the search may see of it
   */
  public static TabularEvaluator of(BenchmarkTable table, SearchView view) {
    return new TabularEvaluator(table, view, Optional.empty());
  }

  /**
   * Returns an evaluator that reads another view at the fidelities that its own does not hold; see
   * {@link Deviation#VALIDATION_FALLBACK}.
   *
   * @param other the other view
   */
  public TabularEvaluator fallingBackTo(SearchView other) {
    return new TabularEvaluator(table, view, Optional.of(other));
  }

  /**
   * Checks that the table holds a fidelity.
   *
   * @param fidelity the fidelity
   * @throws InvalidInputException if it does not; the message says what it does hold
   */
  public void require(Fidelity fidelity) {
    rung(fidelity);
  }

  /**
   * Returns whether the table holds training times at a fidelity, so that a time budget has a
   * meaning.
   *
   * @param fidelity the fidelity
   */
  public boolean hasTimes(Fidelity fidelity) {
    Rung rung = rung(fidelity);
    return IntStream.range(0, table.size())
        .anyMatch(row -> rung.cost.seconds(row, fidelity.epochs()).isPresent());
  }

  /**
   * Returns the cost of the most expensive evaluation at a fidelity, in simulated seconds; 0 if the
   * table holds no times.
   *
   * @param fidelity the fidelity
   */
  public double longestSeconds(Fidelity fidelity) {
    Rung rung = rung(fidelity);
    return IntStream.range(0, table.size())
        .mapToDouble(row -> rung.cost.seconds(row, fidelity.epochs()).orElse(0))
        .max()
        .orElse(0);
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    Rung rung = rung(proposal.fidelity());
    Architecture architecture = proposal.architecture();
    OptionalInt row = table.rows().row(architecture);
    if (row.isEmpty()) {
      return new Outcome.Failed("the table does not hold " + table.space().format(architecture), 0);
    }
    return rung.outcome(row.getAsInt(), seed);
  }

  private Rung rung(Fidelity fidelity) {
    Rung known = rungs.get(fidelity);
    return known == null ? rungs.computeIfAbsent(fidelity, this::resolved) : known;
  }

  private Rung resolved(Fidelity fidelity) {
    if (fidelity.dataFraction() != 1) {
      throw new InvalidInputException(
          "the table holds trainings on all images, not on a fraction of "
              + fidelity.dataFraction());
    }
    try {
      return new Rung(view, fidelity);
    } catch (InvalidInputException e) {
      return new Rung(fallback.orElseThrow(() -> e), fidelity);
    }
  }

  /** The values of one fidelity, and the outcomes made of them so far. */
  private final class Rung {
    private final Fidelity fidelity;
    private final List<Lookup> trainings;
    private final List<Optional<Lookup>> losses;
    private final Costs costs;
    private final QueryCost cost;
    private final AtomicReferenceArray<Outcome> outcomes;

    Rung(SearchView read, Fidelity fidelity) {
      this.fidelity = fidelity;
      Budget budget = new Budget(fidelity.schedule());
      Epoch epoch = Epoch.after(fidelity.epochs());
      this.trainings = trainings(read, budget, epoch);
      this.losses = trainings.stream().map(training -> loss(read, training)).toList();
      this.costs = view.costs(budget);
      this.cost = QueryCost.of(table, view, budget);
      this.outcomes = new AtomicReferenceArray<>(table.size() * trainings.size());
    }

    Outcome outcome(int row, Seed seed) {
      int training = trainings.size() == 1 ? 0 : drawn(row, seed);
      int at = row * trainings.size() + training;
      Outcome known = outcomes.get(at);
      if (known == null) {
        known = measured(row, training);
        outcomes.set(at, known);
      }
      return known;
    }

    /** One of the trainings that the row has, uniformly; the first if it has none. */
    private int drawn(int row, Seed seed) {
      int held = 0;
      for (Lookup training : trainings) {
        held += training.isHeld(row) ? 1 : 0;
      }
      long draw = seed.child("stored training").value();
      long skip = held == 0 ? 0 : Long.remainderUnsigned(draw, held);
      for (int i = 0; i < trainings.size(); i++) {
        if (trainings.get(i).isHeld(row) && skip-- == 0) {
          return i;
        }
      }
      return 0;
    }

    private Outcome measured(int row, int training) {
      Lookup accuracy = trainings.get(training);
      if (!accuracy.isHeld(row)) {
        return new Outcome.Failed(
            "the table has no %s of index %d"
                .formatted(accuracy.query().series(), table.rows().index(row)),
            0);
      }
      OptionalDouble seconds = cost.seconds(row, fidelity.epochs());
      Measurement found =
          Measurement.of(Metric.VALIDATION_ACCURACY, accuracy.value(row), seconds.orElse(0));
      Optional<Lookup> loss = losses.get(training).filter(each -> each.isHeld(row));
      if (loss.isPresent()) {
        found = found.with(Metric.VALIDATION_LOSS, loss.get().value(row));
      }
      return new Outcome.Completed(withCosts(row, found));
    }

    private Measurement withCosts(int row, Measurement measurement) {
      Measurement found = measurement;
      OptionalLong parameters = costs.parameters(row);
      if (parameters.isPresent()) {
        found = found.with(Metric.PARAMETERS, (double) parameters.getAsLong());
      }
      OptionalLong macs = costs.macs(row);
      if (macs.isPresent()) {
        found = found.with(Metric.MACS, (double) macs.getAsLong());
      }
      OptionalDouble latency = costs.latencySeconds(row);
      return latency.isPresent()
          ? found.with(Metric.LATENCY, 1_000 * latency.getAsDouble())
          : found;
    }
  }

  /** Every single training that is held, or the mean if there is none. */
  private List<Lookup> trainings(SearchView read, Budget budget, Epoch epoch) {
    Series series = new Series(read.record(), budget, read.split(), Quantity.ACCURACY);
    List<Lookup> single = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.series().equals(series) && column.seed().isPresent()) {
        Seeds seed = Seeds.one(column.seed().getAsInt());
        single.add(read.lookup(budget, epoch, seed, Quantity.ACCURACY));
      }
    }
    return single.isEmpty()
        ? List.of(read.lookup(budget, epoch, Seeds.mean(), Quantity.ACCURACY))
        : List.copyOf(single);
  }

  /** The losses of the same trainings, if the table holds them. */
  private Optional<Lookup> loss(SearchView read, Lookup accuracy) {
    Query query = accuracy.query().of(Quantity.LOSS);
    int epochs = query.epoch().in(query.budget());
    OptionalInt seed =
        query.seeds() instanceof Seeds.One one ? OptionalInt.of(one.seed()) : OptionalInt.empty();
    boolean held =
        table.columns().stream()
            .filter(column -> column.series().equals(query.series()))
            .filter(column -> column.seed().equals(seed))
            .anyMatch(
                column -> column.span() == Column.Span.EVERY || epochs == query.budget().epochs());
    return held
        ? Optional.of(read.lookup(query.budget(), query.epoch(), query.seeds(), Quantity.LOSS))
        : Optional.empty();
  }
}
