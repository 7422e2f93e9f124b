package org.nasturtium.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.nasturtium.app.truth.ArchitectureSample;
import org.nasturtium.app.truth.RankAgreement;
import org.nasturtium.app.truth.TrueAccuracies;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.space.SearchSpace;

/**
 * A scoring run reads the folder of a search and scores architectures with its shared weights; it
 * writes nothing.
 */
public final class ScoringRun {
  private final RunSettings settings;
  private final RunFolder folder;
  private final RunInputs inputs;
  private final Optional<TrueAccuracies> truth;

  private ScoringRun(
      RunSettings settings, RunFolder folder, RunInputs inputs, Optional<TrueAccuracies> truth) {
    this.settings = settings;
    this.folder = folder;
    this.inputs = inputs;
    this.truth = truth;
  }

  /**
   * Opens a search.
   *
   * @param folder its folder
   * @param data the folder of its images, if it is another than then; empty for the same
   * @param table the benchmark table that tells the truth; empty for none
   * @throws InvalidInputException if the folder holds no shared weights, or the table is of another
   *     space
   * @throws IOException if the table cannot be read
   */
  public static ScoringRun open(RunFolder folder, String data, String table) throws IOException {
    RunSettings saved = folder.settings();
    if (saved.method().isEmpty() || !Files.isRegularFile(folder.file(SearchRun.CHECKPOINT))) {
      throw new InvalidInputException(
          "%s holds no shared weights: expected the folder of a search with --method, with its %s"
              .formatted(folder.path(), SearchRun.CHECKPOINT));
    }
    RunSettings settings = data.isEmpty() ? saved : saved.withData(data);
    RunInputs inputs = RunInputs.load(settings);
    return new ScoringRun(
        settings,
        folder,
        inputs,
        table.isEmpty()
            ? Optional.empty()
            : Optional.of(TrueAccuracies.open(Path.of(table), inputs.space())));
  }

  /** Returns the space that was searched. */
  public SearchSpace space() {
    return inputs.space();
  }

  /**
   * Draws different architectures: of those whose true accuracy is known, if there is a table. With
   * the seed and the number of the search they are those of its own rank correlation.
   *
   * @param count how many
   * @param seed where the draws come from
   * @throws InvalidInputException if there are fewer
   */
  public List<Architecture> sample(int count, long seed) {
    if (truth.isEmpty()) {
      return ArchitectureSample.of(space(), count, "--sample", SharedScores.sampleSeed(seed));
    }
    List<Architecture> known = truth.get().tested(truth.get().judge(settings.dataset()));
    if (known.size() < count) {
      throw new InvalidInputException(
          "--sample %d is more than the %d architectures whose test accuracy %s holds"
              .formatted(count, known.size(), truth.get().file()));
    }
    return ArchitectureSample.of(known, count, SharedScores.sampleSeed(seed));
  }

  /**
   * Scores architectures.
   *
   * @param architectures the architectures
   * @param images the images of the one batch that scores, 0 for all; empty for as many as in the
   *     search
   * @param control whom to tell
   */
  public RunResult score(List<Architecture> architectures, OptionalInt images, RunControl control) {
    int batch = images.orElse(settings.scoring().scoreImages());
    Stopwatch watch = Stopwatch.start();
    List<Double> scores =
        new SharedScores(settings, inputs, folder).of(architectures, batch, control);
    double seconds = watch.seconds();
    Map<String, Object> fields =
        Fields.of(
            "command",
            "supernet score",
            "space",
            space().name(),
            "method",
            settings.method(),
            "dataset",
            settings.dataset(),
            "score_images",
            batch == 0 ? "all" : batch,
            "score_seconds",
            seconds);
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    lines.add("%8s  %s".formatted("score %", "architecture"));
    for (int i : descending(scores)) {
      rows.add(row(architectures.get(i), scores.get(i)));
      lines.add(line(architectures.get(i), scores.get(i)));
    }
    fields.put("scores", rows);
    agreement(architectures, scores).ifPresent(all -> add(all, fields, lines));
    lines.add(String.format(Locale.ROOT, "scored %d in %.1f s", scores.size(), seconds));
    return new RunResult(fields, lines);
  }

  private static List<Integer> descending(List<Double> scores) {
    return IntStream.range(0, scores.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores.get(i)))
        .toList();
  }

  private Map<String, Object> row(Architecture architecture, double score) {
    Map<String, Object> row =
        Fields.of(
            "architecture", space().format(architecture),
            "index", space().rank(architecture),
            "score", score);
    truth.ifPresent(table -> row.putAll(table.fields(architecture)));
    return row;
  }

  private String line(Architecture architecture, double score) {
    String truly = truth.map(table -> "  " + table.line(architecture)).orElse("");
    return String.format(Locale.ROOT, "%8.2f  %s%s", score, space().format(architecture), truly);
  }

  private Optional<Map<String, RankAgreement>> agreement(
      List<Architecture> architectures, List<Double> scores) {
    return truth
        .filter(table -> scores.size() > 1)
        .map(table -> RankAgreement.byDataset(table, architectures, scores));
  }

  private void add(
      Map<String, RankAgreement> agreements, Map<String, Object> fields, List<String> lines) {
    String dataset = truth.orElseThrow().judge(settings.dataset());
    fields.putAll(RankAgreement.fields(agreements, dataset));
    agreements.values().forEach(each -> lines.add(each.line()));
  }
}
