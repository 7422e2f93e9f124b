package org.nasturtium.app.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.report.CellPicture;
import org.nasturtium.app.report.Page;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.app.report.Section;
import org.nasturtium.app.report.Table;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.study.StudyResult;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.ParetoFront;
import org.nasturtium.core.trial.Trial;

/** Makes the report and the summary of a black-box search. */
final class StudyPage {
  /** The most trials that the table lists; all are in the store. */
  private static final int MOST_ROWS = 200;

  private final RunSettings settings;
  private final StudySettings study;
  private final SearchTask task;
  private final SearchProblem problem;
  private final StrategyFactory factory;

  StudyPage(
      RunSettings settings,
      StudySettings study,
      SearchTask task,
      SearchProblem problem,
      StrategyFactory factory) {
    this.settings = settings;
    this.study = study;
    this.task = task;
    this.problem = problem;
    this.factory = factory;
  }

  /**
   * Returns the report.
   *
   * @param result what the study found
   * @param trained the result fields of the training of the best architecture; empty without one
   * @param more the sections of the strategy
   */
  Page of(StudyResult result, Map<String, Object> trained, List<Section> more) {
    History history = result.history();
    Trial best = history.best();
    List<Section> sections =
        new ArrayList<>(List.of(found(best, trained), progress(history), front(history)));
    sections.addAll(more);
    sections.addAll(List.of(trials(history), method(), provenance(result)));
    return new Page(
        "%s on %s, searched with %s"
            .formatted(task.space().name(), settings.dataset(), study.strategy()),
        headline(history, best),
        sections);
  }

  private String headline(History history, Trial best) {
    return String.format(
        Locale.ROOT,
        "Trial %d of %,d is the best: %s %s%s.",
        best.number(),
        history.trials().size(),
        problem.objective().name().replace('-', ' '),
        value(best, problem.objective()),
        problem.objective().unit().isEmpty() ? "" : " " + problem.objective().unit());
  }

  private Section found(Trial best, Map<String, Object> trained) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("architecture", task.space().format(best.proposal().architecture()));
    facts.put("index", task.space().rank(best.proposal().architecture()).toString());
    facts.put("origin", best.proposal().origin());
    task.facts(best).forEach((name, fact) -> facts.put(name.replace('_', ' '), text(fact)));
    if (!trained.isEmpty()) {
      facts.put("trained again, test accuracy", text(trained.get("test_accuracy")) + " %");
      facts.put("ONNX file", String.valueOf(trained.get("onnx")));
      facts.put("milliseconds per image, one thread", text(trained.get("latency_ms")));
    }
    return Section.of("found", "What was found")
        .withCells(
            task.space().cells(best.proposal().architecture()).stream()
                .map(CellPicture::of)
                .toList())
        .withFacts(facts);
  }

  private Section progress(History history) {
    Metric objective = problem.objective();
    Axis accuracy = Axis.of(label(objective));
    return Section.of("progress", "How the search went")
        .withText(
            "Every dot is a trial; the line is the best so far. Trials of all fidelities compete.")
        .withPlot(
            new Plot(
                "Over trials",
                Axis.of("trial"),
                accuracy,
                List.of(
                    new Marks("trials", Kind.POINTS, points(history)),
                    new Marks("best so far", Kind.STEPS, incumbents(history, false)))))
        .withPlot(
            new Plot(
                "Over " + task.clock() + " seconds of trials",
                Axis.of("seconds"),
                accuracy,
                List.of(new Marks("best so far", Kind.STEPS, incumbents(history, true)))));
  }

  private List<Point> points(History history) {
    List<Point> points = new ArrayList<>();
    for (Trial trial : history.trials()) {
      trial
          .value(problem.objective())
          .ifPresent(value -> points.add(new Point(trial.number(), value)));
    }
    return points;
  }

  private List<Point> incumbents(History history, boolean seconds) {
    List<Point> points = new ArrayList<>();
    for (History.Improvement each : history.improvements()) {
      points.add(new Point(seconds ? each.seconds() : each.trial().number(), each.value()));
    }
    if (!points.isEmpty()) {
      Point last = points.get(points.size() - 1);
      int trials = history.trials().get(history.trials().size() - 1).number();
      points.add(new Point(seconds ? history.seconds() : trials, last.y()));
    }
    return points;
  }

  /** The front of the leading objective against what costs, as far as it is measured. */
  private Section front(History history) {
    Section section = Section.of("front", "What accuracy costs");
    for (Metric cost : costs()) {
      ParetoFront front = ParetoFront.of(List.of(problem.objective(), cost), history.trials());
      if (!front.trials().isEmpty()) {
        section =
            section
                .withPlot(plot(history, front, cost))
                .withTable("Pareto front against " + cost.name(), rows(front.trials()));
      }
    }
    return section.plots().isEmpty()
        ? section
        : section.withText(
            "On the Pareto front nothing is at least as good in both and better in one.");
  }

  private List<Metric> costs() {
    List<Metric> costs = new ArrayList<>(List.of(Metric.MACS, Metric.PARAMETERS));
    problem.objectives().stream()
        .skip(1)
        .filter(metric -> !costs.contains(metric))
        .forEach(costs::add);
    costs.remove(problem.objective());
    return costs;
  }

  private Plot plot(History history, ParetoFront front, Metric cost) {
    List<Point> on =
        front.trials().stream()
            .map(trial -> point(trial, cost))
            .sorted(Comparator.comparingDouble(Point::x))
            .toList();
    return new Plot(
        label(problem.objective()) + " against " + cost.name(),
        Axis.of(label(cost)),
        Axis.of(label(problem.objective())),
        List.of(
            new Marks(
                "trials",
                Kind.POINTS,
                history.trials().stream().map(trial -> point(trial, cost)).toList()),
            new Marks("Pareto front", Kind.STEPS, on)));
  }

  private Point point(Trial trial, Metric cost) {
    return new Point(
        trial.value(cost).orElse(Double.NaN), trial.value(problem.objective()).orElse(Double.NaN));
  }

  private Section trials(History history) {
    List<Trial> all = history.trials();
    Section section = Section.of("trials", "The trials");
    if (all.size() <= MOST_ROWS) {
      return section.withTable("", rows(all));
    }
    List<Trial> best =
        all.stream()
            .sorted(Comparator.comparingDouble(trial -> -score(trial.value(problem.objective()))))
            .limit(MOST_ROWS)
            .toList();
    return section
        .withText("The best %d of %,d; the store holds all.".formatted(MOST_ROWS, all.size()))
        .withTable("", rows(best));
  }

  private double score(OptionalDouble value) {
    return value.isPresent()
        ? problem.objective().direction().score(value.getAsDouble())
        : Double.NEGATIVE_INFINITY;
  }

  private Table rows(List<Trial> trials) {
    List<Metric> shown =
        task.measured().stream()
            .filter(metric -> trials.stream().anyMatch(t -> t.value(metric).isPresent()))
            .toList();
    List<String> header = new ArrayList<>(List.of("Trial"));
    shown.forEach(metric -> header.add(label(metric)));
    header.addAll(List.of("Epochs", "Seconds", "Origin", "Outcome", "Architecture"));
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : trials) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(trial.number())));
      shown.forEach(metric -> row.add(value(trial, metric)));
      row.add("%d of %d".formatted(epochs(trial), trial.proposal().fidelity().schedule()));
      row.add(String.format(Locale.ROOT, "%,.1f", trial.outcome().seconds()));
      row.add(trial.proposal().origin());
      row.add(outcome(trial.outcome()));
      row.add(task.space().format(trial.proposal().architecture()));
      rows.add(row);
    }
    return new Table(header, rows);
  }

  private static int epochs(Trial trial) {
    return trial.proposal().fidelity().epochs();
  }

  private static String outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return "failed: " + failed.reason();
    }
    return outcome instanceof Outcome.Pruned pruned ? "pruned: " + pruned.reason() : "completed";
  }

  private Section method() {
    Map<String, String> facts = new TreeMap<>(task.identity());
    factory.settings().forEach((name, value) -> facts.put("strategy: " + name, value));
    if (!study.encoder().isEmpty()) {
      facts.put("encoder", study.encoder());
    }
    facts.put("objectives", String.join(", ", study.objectives()));
    facts.put("window", Integer.toString(study.window()));
    facts.put("distinct", Boolean.toString(study.distinct()));
    facts.put("duplicates", study.duplicates());
    Section section = Section.of("method", "How it was found");
    for (String note : task.notes()) {
      section = section.withText(note);
    }
    return section
        .withText("Strategy: " + SearchStrategies.known().byName(study.strategy()).source() + ".")
        .withFacts(facts);
  }

  private Section provenance(StudyResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Nasturtium", Version.current());
    facts.put("Java", Runtime.version().toString());
    facts.put("seed", Long.toString(settings.seed()));
    facts.put("study", study.study());
    facts.put(
        "trials",
        "%d completed, %d failed, %d pruned"
            .formatted(
                result.history().completed(),
                result.history().failed(),
                result.history().pruned()));
    return Section.of("provenance", "Where it comes from").withFacts(facts);
  }

  /** Returns lines for a person. */
  List<String> summary(StudyResult result, Map<String, Object> fields) {
    List<String> lines = new ArrayList<>();
    lines.add("found   " + fields.get("architecture"));
    Trial best = result.history().best();
    List<String> measured = new ArrayList<>();
    for (Metric metric : task.measured()) {
      if (best.value(metric).isPresent()) {
        measured.add(metric.name() + " " + value(best, metric));
      }
    }
    lines.add("trial " + best.number() + ": " + String.join("  ", measured));
    if (fields.containsKey("test_accuracy")) {
      String validation =
          fields.containsKey("validation_accuracy")
              ? "validation %s %%  ".formatted(text(fields.get("validation_accuracy")))
              : "";
      lines.add("final   %stest %s %%".formatted(validation, text(fields.get("test_accuracy"))));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%d trials, %d failed, %d pruned, %,.0f %s seconds",
            result.history().trials().size(),
            result.history().failed(),
            result.history().pruned(),
            result.history().seconds(),
            task.clock()));
    lines.add("report  " + fields.get("report"));
    return lines;
  }

  /** Returns a metric with its unit, for an axis. */
  static String label(Metric metric) {
    String name = metric.name().replace('-', ' ');
    return metric.unit().isEmpty() ? name : name + " in " + metric.unit();
  }

  private static String value(Trial trial, Metric metric) {
    OptionalDouble value = trial.value(metric);
    return value.isPresent() ? text(value.getAsDouble()) : "–";
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) >= 1000
          ? String.format(Locale.ROOT, "%,.0f", number)
          : String.format(Locale.ROOT, "%.4g", number);
    }
    return String.valueOf(value);
  }
}
