package org.nasturtium.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.torch.recipe.SearchEpoch;

/** The outcome of a search run as result fields and as lines for a person. */
final class SearchSummary {
  private final RunSettings settings;
  private final RunInputs inputs;
  private final SearchOutcome outcome;

  SearchSummary(RunSettings settings, RunInputs inputs, SearchOutcome outcome) {
    this.settings = settings;
    this.inputs = inputs;
    this.outcome = outcome;
  }

  RunResult in(RunFolder folder) {
    return new RunResult(fields(folder), lines(folder));
  }

  private Map<String, Object> fields(RunFolder folder) {
    Map<String, Object> fields =
        Fields.of(
            "command", "search",
            "space", inputs.space().name(),
            "method", settings.method(),
            "dataset", settings.dataset(),
            "seed", settings.seed());
    fields.putAll(outcome.best().map(this::trained).orElseGet(this::derived));
    fields.put("supernet_accuracy", outcome.search().supernetAccuracy());
    fields.put("search_seconds", outcome.search().seconds());
    outcome.peakResidentBytes().ifPresent(bytes -> fields.put("peak_resident_bytes", bytes));
    outcome.judgment().ifPresent(judgment -> fields.putAll(judgment.fields()));
    fields.put("epochs", outcome.search().epochs().stream().map(this::epoch).toList());
    outcome.best().ifPresent(best -> fields.put("retrain_seconds", best.seconds()));
    outcome.exported().ifPresent(exported -> fields.putAll(exported.fields()));
    fields.put("out", folder.path().toString());
    fields.put("report", folder.file("report.html").toString());
    fields.put("comparison", outcome.contestants().stream().map(this::compared).toList());
    fields.put("precision", settings.precision());
    fields.put("layout", settings.layout());
    fields.put("threads", settings.threads());
    fields.put("data_fingerprint", inputs.fingerprint());
    fields.put("version", Version.current());
    return fields;
  }

  private Map<String, Object> trained(Contestant contestant) {
    return ContestantFields.of(contestant, inputs.space().rank(contestant.architecture()));
  }

  /** What is known of an architecture that was not trained. */
  private Map<String, Object> derived() {
    NetworkSpace space = inputs.space();
    Architecture found = outcome.search().architecture();
    Cost cost = CostModel.of(space.rawNetwork(found, inputs.skeleton()));
    return Fields.of(
        "architecture", space.format(found),
        "index", space.rank(found),
        "parameters", cost.parameters(),
        "macs", cost.macs(),
        "full_macs", cost.fullMacs());
  }

  private Map<String, Object> epoch(SearchEpoch ended) {
    Map<String, Object> row =
        Fields.of("epoch", ended.epoch() + 1, "architecture", ended.architecture());
    outcome
        .judgment()
        .ifPresent(
            judgment -> row.putAll(judgment.truth().fields(judgment.epochs().get(ended.epoch()))));
    return row;
  }

  private Map<String, Object> compared(Contestant contestant) {
    Map<String, Object> row = Fields.of("name", contestant.name());
    row.putAll(trained(contestant));
    row.put("retrain_seconds", contestant.seconds());
    return row;
  }

  private List<String> lines(RunFolder folder) {
    List<String> lines = new ArrayList<>();
    lines.add("found   " + inputs.space().format(outcome.search().architecture()));
    outcome.judgment().ifPresent(judgment -> lines.addAll(judgment.lines()));
    if (!outcome.contestants().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s %12s %10s %12s %14s",
              "",
              "validation %",
              "test %",
              "parameters",
              "MACs"));
    }
    outcome.contestants().forEach(contestant -> lines.add(line(contestant)));
    outcome.exported().ifPresent(exported -> lines.add(line(exported)));
    lines.add("report  " + folder.file("report.html"));
    return lines;
  }

  private static String line(Contestant contestant) {
    return String.format(
        Locale.ROOT,
        "%-10s %12.2f %10.2f %12d %14d",
        contestant.name(),
        contestant.validation().accuracy(),
        contestant.test().accuracy(),
        contestant.published().parameters(),
        contestant.published().macs());
  }

  private static String line(Exported exported) {
    return String.format(
        Locale.ROOT,
        "exported %s: largest difference to ONNX Runtime %.2e, %.3f ms per image (median, one thread)",
        exported.file(),
        exported.parity().maxAbsDifference(),
        exported.latency().medianMillis());
  }
}
