package org.nasturtium.app.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.nasturtium.app.report.CellPicture;
import org.nasturtium.app.report.ChoiceHistory;
import org.nasturtium.app.report.ComparisonRow;
import org.nasturtium.app.report.Confusion;
import org.nasturtium.app.report.CostRow;
import org.nasturtium.app.report.Curves;
import org.nasturtium.app.report.Deployment;
import org.nasturtium.app.report.HtmlReport;
import org.nasturtium.app.report.NetworkPicture;
import org.nasturtium.app.report.SearchReport;
import org.nasturtium.app.report.SearchReportBuilder;
import org.nasturtium.app.report.Series;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.export.onnx.OnnxRuntime;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Hardware;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.SearchEpoch;
import org.nasturtium.torch.recipe.SearchResult;
import org.nasturtium.torch.train.EpochResult;

/** Makes the report of a search of its parts. */
final class RunReport {
  private final RunSettings settings;
  private final RunInputs inputs;
  private final Recipe recipe;

  RunReport(RunSettings settings, RunInputs inputs, Recipe recipe) {
    this.settings = settings;
    this.inputs = inputs;
    this.recipe = recipe;
  }

  void write(RunFolder folder, SearchOutcome outcome) throws IOException {
    SearchResult found = outcome.search();
    Architecture architecture = found.architecture();
    NetworkSpace space = inputs.space();
    SearchReportBuilder report =
        SearchReport.of(title(), headline(outcome))
            .architecture(space.format(architecture), space.rank(architecture).toString())
            .cells(space.cells(architecture).stream().map(CellPicture::of).toList())
            .comparison(outcome.contestants().stream().map(RunReport::row).toList())
            .costs(costs(outcome))
            .curves(curves(found, outcome.contestants()))
            .probabilities(probabilities(found))
            .network(
                NetworkPicture.of(
                    space.network(architecture, inputs.skeleton()).only(NetworkGraph.LOGITS)))
            .sections(
                outcome.judgment().map(each -> new TruthSection(each).section()).stream().toList())
            .notes(notes(outcome));
    outcome
        .best()
        .ifPresent(
            best ->
                report.confusion(
                    new Confusion(inputs.data().test().classNames(), best.test().confusion())));
    outcome.exported().ifPresent(exported -> report.deployment(deployment(exported)));
    SettingsFile.fields(settings).forEach(report::setting);
    provenance(report, found);
    HtmlReport.write(report.build(), folder.file("report.html"));
  }

  private String title() {
    return "%s on %s, searched with %s"
        .formatted(inputs.space().name(), settings.dataset(), recipe.name());
  }

  private static String headline(SearchOutcome outcome) {
    return outcome
        .best()
        .flatMap(best -> outcome.exported().map(exported -> headline(best, exported)))
        .orElseGet(
            () ->
                "The search derived an architecture and trained no network."
                    + outcome
                        .judgment()
                        .map(each -> " By the table, " + each.truth().line(each.found()) + ".")
                        .orElse(""));
  }

  private static String headline(Contestant best, Exported exported) {
    return String.format(
        Locale.ROOT,
        "The found network classifies %.2f %% of the test images correctly with %,d parameters and %,d multiply-accumulates; "
            + "one image takes %.2f ms on one thread.",
        best.test().accuracy(),
        best.deployed().parameters(),
        best.deployed().macs(),
        exported.latency().medianMillis());
  }

  private static ComparisonRow row(Contestant c) {
    return new ComparisonRow(
        c.name(),
        c.text(),
        OptionalDouble.of(c.validation().accuracy() / 100),
        OptionalDouble.of(c.test().accuracy() / 100),
        OptionalLong.of(c.published().parameters()),
        OptionalLong.of(c.published().macs()),
        OptionalDouble.of(c.seconds()));
  }

  private static List<CostRow> costs(SearchOutcome outcome) {
    List<CostRow> rows = new ArrayList<>();
    for (Contestant c : outcome.contestants()) {
      OptionalDouble latency =
          outcome.exported().isPresent() && c.name().equals("found")
              ? OptionalDouble.of(outcome.exported().get().latency().medianMillis())
              : OptionalDouble.empty();
      rows.add(
          new CostRow(
              c.name(),
              c.deployed().parameters(),
              c.deployed().macs(),
              c.deployed().fullMacs(),
              c.deployed().peakActivationBytes(),
              latency));
    }
    return rows;
  }

  private static List<Curves> curves(SearchResult found, List<Contestant> contestants) {
    List<Curves> curves = new ArrayList<>();
    curves.add(
        new Curves(
            "Search: loss",
            List.of(
                searchLine("weights (training half)", found, SearchEpoch::trainingLoss),
                searchLine("policy (validation half)", found, SearchEpoch::validationLoss))));
    curves.add(
        new Curves(
            "Search: accuracy in percent",
            List.of(
                searchLine("weights (training half)", found, SearchEpoch::trainingAccuracy),
                searchLine("policy (validation half)", found, SearchEpoch::validationAccuracy))));
    curves.add(
        new Curves(
            "Search: temperature",
            List.of(searchLine("temperature", found, SearchEpoch::temperature))));
    curves.add(
        new Curves(
            "Search: learning rate",
            List.of(searchLine("weights", found, SearchEpoch::learningRate))));
    curves.add(new Curves("Training: loss", trainingLines(contestants, EpochResult::loss)));
    curves.add(
        new Curves(
            "Training: accuracy in percent", trainingLines(contestants, EpochResult::accuracy)));
    return curves;
  }

  private static Series searchLine(
      String name, SearchResult found, ToDoubleFunction<SearchEpoch> value) {
    return new Series(name, found.epochs().stream().map(value::applyAsDouble).toList());
  }

  private static List<Series> trainingLines(
      List<Contestant> contestants, ToDoubleFunction<EpochResult> value) {
    return contestants.stream()
        .map(c -> new Series(c.name(), c.epochs().stream().map(value::applyAsDouble).toList()))
        .toList();
  }

  private List<ChoiceHistory> probabilities(SearchResult found) {
    List<ChoiceHistory> histories = new ArrayList<>();
    List<Choice> choices = inputs.space().choices();
    for (int i = 0; i < choices.size(); i++) {
      int choice = i;
      List<Series> candidates = new ArrayList<>();
      for (int k = 0; k < choices.get(i).size(); k++) {
        int candidate = k;
        candidates.add(
            new Series(
                choices.get(i).candidate(k),
                found.epochs().stream()
                    .map(e -> e.probabilities().get(choice).get(candidate))
                    .toList()));
      }
      String picked = choices.get(i).candidate(found.architecture().pick(i));
      histories.add(new ChoiceHistory(choices.get(i).name(), candidates, picked));
    }
    return histories;
  }

  private Deployment deployment(Exported exported) {
    var shape = inputs.data().train().shape();
    return new Deployment(
        exported.file().getFileName().toString(),
        shape.channels(),
        shape.height(),
        shape.width(),
        inputs.data().normalization().mean(),
        inputs.data().normalization().standardDeviation(),
        inputs.data().train().classNames(),
        runtimeVersion());
  }

  private static String runtimeVersion() {
    return OnnxRuntime.version();
  }

  private List<String> notes(SearchOutcome outcome) {
    List<String> notes = new ArrayList<>();
    notes.add("Method " + recipe.name() + ": " + recipe.source() + ".");
    notes.add(
        String.format(
            Locale.ROOT,
            "Of %,d training images, %,d were held out to validate the trained networks. The search halved the rest: shared weights learned from one half, the "
                + "policy from the other. It took %.0f seconds; with the shared weights the found architecture reached %.2f %% on the policy's half.",
            inputs.data().train().size(),
            inputs.validation().size(),
            outcome.search().seconds(),
            outcome.search().supernetAccuracy()));
    if (!outcome.contestants().isEmpty()) {
      notes.add(
          "All networks in the comparison were trained from scratch with the same settings and seed, and tested once, after their last epoch. A single seed and a short training "
              + "leave differences of a percent or two to chance.");
      notes.add(
          "Parameters and multiply-accumulates in the comparison are those of the raw architecture, as published tables count them; the cost table counts the network that runs, "
              + "with dead parts removed.");
    }
    return notes;
  }

  private void provenance(SearchReportBuilder report, SearchResult found) {
    report
        .provenance("Nasturtium", Version.current())
        .provenance("libtorch presets", Engine.version())
        .provenance("ONNX Runtime", runtimeVersion())
        .provenance("Java", Runtime.version())
        .provenance(
            "operating system",
            System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .provenance("processor", Hardware.processor())
        .provenance("threads", settings.threads())
        .provenance("seed", settings.seed())
        .provenance("data fingerprint (SHA-256)", inputs.fingerprint())
        .provenance("search seconds", String.format(Locale.ROOT, "%.1f", found.seconds()));
  }
}
