package org.nasturtium.app.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.nasturtium.bench.text.CsvText;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.Trial;

/** A stored study is a study as its store tells it, for people and other programs. */
public final class StoredStudy {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> COLUMNS =
      List.of(
          "number",
          "seed",
          "architecture",
          "picks",
          "epochs",
          "schedule",
          "data_fraction",
          "origin",
          "outcome",
          "reason",
          "seconds",
          "worker",
          "version",
          "device",
          "started_millis",
          "finished_millis");

  private final StudySpec spec;
  private final List<Trial> trials;
  private final History history;
  private final Optional<SearchSpace> space;

  /**
   * Reads a study.
   *
   * @param log its log
   */
  public StoredStudy(StudyLog log) {
    this.spec = log.spec();
    this.trials = log.trials(0);
    this.history = History.of(objective(spec), trials);
    this.space =
        SearchSpaces.isKnown(spec.space())
            ? Optional.of(SearchSpaces.byName(spec.space()))
            : Optional.empty();
  }

  private static Metric objective(StudySpec spec) {
    String names = spec.settings().getOrDefault("objectives", Metric.VALIDATION_ACCURACY.name());
    try {
      return Metric.byName(names.replaceAll(",.*", ""));
    } catch (InvalidInputException unknown) {
      return Metric.VALIDATION_ACCURACY;
    }
  }

  /** Returns what identifies the study, how far it is and the best it found. */
  public Map<String, Object> summary() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", spec.name());
    fields.put("space", spec.space());
    fields.put("strategy", spec.strategy());
    fields.put("seed", spec.seed());
    fields.put("trials", trials.size());
    history
        .incumbent()
        .ifPresent(
            best -> {
              fields.put("best_trial", best.number());
              fields.put("best_architecture", text(best.proposal().architecture()));
              best.value(history.objective()).ifPresent(value -> fields.put("best_value", value));
            });
    return fields;
  }

  /** Returns everything but the trials. */
  public Map<String, Object> details() {
    Map<String, Object> fields = summary();
    fields.put("objective", history.objective().name());
    fields.put("window", spec.window());
    fields.put("completed", history.completed());
    fields.put("failed", history.failed());
    fields.put("pruned", history.pruned());
    fields.put("seconds", history.seconds());
    fields.put("settings", spec.settings());
    return fields;
  }

  /** Returns all trials as CSV: one line each, a column per metric. */
  public String csv() {
    List<Map<String, Object>> rows = trials.stream().map(this::row).toList();
    SortedSet<String> metrics = metrics();
    List<String> header = new ArrayList<>(COLUMNS);
    header.addAll(metrics);
    CsvText csv = CsvText.of(header.toArray(new String[0]));
    for (Map<String, Object> row : rows) {
      csv.add(header.stream().map(name -> row.getOrDefault(name, "")).toArray());
    }
    return csv.text();
  }

  /**
   * Returns the completed trials as a CSV file of which {@code bench import} makes a table.
   *
   * @throws InvalidInputException if the trials were looked up, or their space is not known here
   */
  public String measurements() {
    StudyMeasurements measurements = new StudyMeasurements(spec);
    if (space.isEmpty()) {
      throw new InvalidInputException(
          "the architectures of study '%s' have no text: space %s is not known here"
              .formatted(spec.name(), spec.space()));
    }
    trials.forEach(trial -> measurements.add(text(trial.proposal().architecture()), trial));
    return measurements.csv();
  }

  private SortedSet<String> metrics() {
    SortedSet<String> metrics = new TreeSet<>();
    trials.forEach(
        trial ->
            trial.outcome().found().ifPresent(found -> metrics.addAll(found.values().keySet())));
    return metrics;
  }

  /** Returns the study and all trials as one JSON object. */
  public String json() {
    Map<String, Object> fields = details();
    fields.put("all_trials", trials.stream().map(this::row).toList());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("trials are plain values", e);
    }
  }

  private Map<String, Object> row(Trial trial) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("number", trial.number());
    row.put("seed", trial.seed());
    row.put("architecture", text(trial.proposal().architecture()));
    row.put("picks", picks(trial.proposal().architecture()));
    row.put("epochs", trial.proposal().fidelity().epochs());
    row.put("schedule", trial.proposal().fidelity().schedule());
    row.put("data_fraction", trial.proposal().fidelity().dataFraction());
    row.put("origin", trial.proposal().origin());
    row.put("outcome", trial.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    row.put("reason", reason(trial.outcome()));
    row.put("seconds", trial.outcome().seconds());
    row.put("worker", trial.provenance().worker());
    row.put("version", trial.provenance().version());
    row.put("device", trial.provenance().device());
    row.put("started_millis", trial.provenance().startedMillis());
    row.put("finished_millis", trial.provenance().finishedMillis());
    trial.outcome().found().ifPresent(found -> row.putAll(found.values()));
    return row;
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.reason();
    }
    return outcome instanceof Outcome.Pruned pruned ? pruned.reason() : "";
  }

  private String text(Architecture architecture) {
    return space
        .filter(known -> known.contains(architecture))
        .map(known -> known.format(architecture))
        .orElseGet(() -> picks(architecture));
  }

  private static String picks(Architecture architecture) {
    List<String> picks = new ArrayList<>();
    for (int i = 0; i < architecture.size(); i++) {
      picks.add(Integer.toString(architecture.pick(i)));
    }
    return String.join(" ", picks);
  }
}
