package org.nasturtium.app.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.bench.clock.TabularEvaluator;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.reproduce.FinalAccuracies;
import org.nasturtium.bench.reproduce.Protocol;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Costs;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.evaluate.ArchitectureCost;
import org.nasturtium.core.evaluate.Bound;
import org.nasturtium.core.evaluate.Constrained;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

/** A table task answers every proposal from a benchmark table, under its simulated clock. */
final class TableTask implements SearchTask {
  private final RunSettings settings;
  private final StudySettings study;
  private final Path file;
  private final BenchmarkTable table;
  private final Protocol protocol;
  private final Fidelity fidelity;
  private final Costs costs;
  private final TabularEvaluator lookup;
  private final Evaluator evaluator;

  /**
   * Opens the table.
   *
   * @param settings the settings of the run
   * @param study those of the search
   * @throws InvalidInputException if the table is none, or lacks what is asked for
   * @throws IOException if it cannot be read
   */
  TableTask(RunSettings settings, StudySettings study) throws IOException {
    this.settings = settings;
    this.study = study;
    this.file = Path.of(study.table());
    this.table = TableFile.open(file);
    requireSpace(settings.space());
    Dataset named = table.dataset(settings.dataset());
    Dataset dataset = study.testGuided() ? named.guidedByTest() : named;
    this.protocol = Protocol.of(table, dataset);
    this.fidelity = Fidelity.of(settings.epochs());
    this.lookup = TabularEvaluator.of(table, table.searching(dataset));
    lookup.require(fidelity);
    this.costs = table.costs(dataset.searched(), protocol.searched());
    this.evaluator = limited();
    requireTimes();
  }

  private void requireSpace(String asked) {
    if (!asked.equals(table.space().name())) {
      throw new InvalidInputException(
          "--space %s does not fit --table %s, which is one of space %s"
              .formatted(asked, file, table.space().name()));
    }
  }

  private void requireTimes() {
    if (study.timeBudget() > 0 && !lookup.hasTimes(fidelity)) {
      throw new InvalidInputException(
          "--time-budget needs training times, which %s does not hold; expected --trials"
              .formatted(file));
    }
  }

  private Evaluator limited() {
    List<Bound> bounds = new ArrayList<>();
    if (settings.maxParameters() > 0) {
      bounds.add(bound("--max-parameters", Metric.PARAMETERS, (double) settings.maxParameters()));
    }
    if (settings.maxMacs() > 0) {
      bounds.add(bound("--max-macs", Metric.MACS, (double) settings.maxMacs()));
    }
    if (study.maxLatency() > 0) {
      bounds.add(bound("--max-latency", Metric.LATENCY, study.maxLatency()));
    }
    return bounds.isEmpty() ? lookup : new Constrained(lookup, bounds);
  }

  private Bound bound(String option, Metric metric, double most) {
    if (!holds(metric)) {
      throw new InvalidInputException(
          "%s needs a table that holds %s; %s does not".formatted(option, metric.name(), file));
    }
    return new Bound(
        new ArchitectureCost(metric, architecture -> cost(metric, architecture)), most);
  }

  /** A cost of an architecture; what the table does not hold breaks every bound. */
  private double cost(Metric metric, Architecture architecture) {
    OptionalInt row = table.rows().row(architecture);
    OptionalDouble value =
        row.isPresent() ? values(metric).apply(row.getAsInt()) : OptionalDouble.empty();
    return value.orElse(Double.POSITIVE_INFINITY);
  }

  private IntFunction<OptionalDouble> values(Metric metric) {
    if (metric.equals(Metric.LATENCY)) {
      return row -> {
        OptionalDouble seconds = costs.latencySeconds(row);
        return seconds.isPresent()
            ? OptionalDouble.of(1_000 * seconds.getAsDouble())
            : OptionalDouble.empty();
      };
    }
    return metric.equals(Metric.PARAMETERS)
        ? row -> real(costs.parameters(row))
        : row -> real(costs.macs(row));
  }

  private static OptionalDouble real(java.util.OptionalLong count) {
    return count.isPresent()
        ? OptionalDouble.of((double) count.getAsLong())
        : OptionalDouble.empty();
  }

  private boolean holds(Metric metric) {
    IntFunction<OptionalDouble> values = values(metric);
    return IntStream.range(0, table.size()).anyMatch(row -> values.apply(row).isPresent());
  }

  @Override
  public SearchSpace space() {
    return table.space();
  }

  @Override
  public Fidelity fidelity() {
    return fidelity;
  }

  @Override
  public void require(Fidelity asked) {
    lookup.require(asked);
  }

  @Override
  public Evaluator evaluator() {
    return evaluator;
  }

  @Override
  public List<Metric> measured() {
    List<Metric> measured = new ArrayList<>(List.of(Metric.VALIDATION_ACCURACY));
    for (Metric metric : List.of(Metric.PARAMETERS, Metric.MACS, Metric.LATENCY)) {
      if (holds(metric)) {
        measured.add(metric);
      }
    }
    return measured;
  }

  @Override
  public SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>();
    if (study.testGuided()) {
      identity.put("guided-by", "test accuracy");
    }
    identity.putAll(
        Map.of(
            "evaluator", "table",
            "table", FileDigest.sha256(file),
            "dataset", settings.dataset(),
            "epochs", Integer.toString(fidelity.epochs()),
            "max-parameters", Long.toString(settings.maxParameters()),
            "max-macs", Long.toString(settings.maxMacs()),
            "max-latency", Double.toString(study.maxLatency())));
    return identity;
  }

  @Override
  public String device() {
    return "table";
  }

  /** The accuracies at the table's largest budget, which no search saw. */
  @Override
  public Map<String, Object> facts(Trial best) {
    Map<String, Object> facts = new LinkedHashMap<>();
    OptionalInt row = table.rows().row(best.proposal().architecture());
    row.ifPresent(
        at -> {
          FinalAccuracies finals =
              FinalAccuracies.known(table, protocol.dataset(), protocol.reported());
          facts.put("index", table.rows().index(at));
          if (!study.testGuided()) {
            facts.put("validation_accuracy", finals.validation(at));
          }
          if (finals.hasTest()) {
            facts.put("test_accuracy", finals.test(at));
          }
          facts.put("reported_epochs", protocol.reported().epochs());
        });
    return facts;
  }

  @Override
  public String clock() {
    return "simulated";
  }

  @Override
  public List<String> notes() {
    return List.of(
        "Every trial was looked up in %s: the %s accuracy after %d epochs of training, and the time that this training took. Nothing was trained."
            .formatted(
                file.getFileName(), study.testGuided() ? "test" : "validation", fidelity.epochs()),
        "The final accuracies are those after %d epochs, means over all stored trainings; %s"
            .formatted(
                protocol.reported().epochs(),
                study.testGuided()
                    ? "the search was guided by test images, so what it found is no estimate of what a search would find."
                    : "the search saw neither them nor any test image."),
        "The table: " + table.origin().source() + ".");
  }
}
