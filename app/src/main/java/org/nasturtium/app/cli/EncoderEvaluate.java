package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.EncoderFile;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.GraphSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a graph encoder on pairs that it did not learn from. */
@Command(
    name = "evaluate",
    description = "Measure a graph encoder on fresh pairs: similarity error and reconstruction.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EncoderEvaluate implements Callable<Integer> {
  @Parameters(paramLabel = "E", description = "The file of the encoder.")
  private Path file;

  @Option(
      names = "--space",
      paramLabel = "S",
      description = "The space whose graphs to draw. Default: the one it learned from.")
  private @Nullable String space;

  @Option(
      names = "--pairs",
      defaultValue = "2000",
      paramLabel = "N",
      description = "The number of fresh pairs. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--seed",
      defaultValue = "2",
      paramLabel = "N",
      description = "Where the pairs are drawn from. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private Output output;

  @Override
  public Integer call() {
    SearchCommand.limit("--pairs", pairs);
    GraphEncoder encoder = GraphEncoder.load(file, Engine.start(SearchStrategies.SURROGATE_ENGINE));
    SearchSpace known = SearchSpaces.byName(spaceName());
    encoder.requireFor(CellGraphs.of(known));
    GraphEncoder.Quality quality =
        encoder.quality(
            EncoderTraining.freshPairs(
                GraphSource.of(known), pairs, Seed.of(seed).child("evaluation")));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "encoder evaluate");
    fields.put("encoder", file.toString());
    fields.put("space", known.name());
    fields.put("nodes", encoder.spec().encoding().nodes());
    fields.put("dimension", encoder.dimension());
    fields.put("pairs", pairs);
    fields.putAll(fields(quality));
    output.result(fields, List.of(line(quality, pairs)));
    return 0;
  }

  private String spaceName() {
    return Optional.ofNullable(space)
        .or(() -> Optional.ofNullable(new EncoderFile(file).identity().get("space")))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    file + " does not say which space it learned from; expected --space"));
  }

  static Map<String, Object> fields(GraphEncoder.Quality quality) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("similarity_loss", quality.similarity());
    fields.put("similarity_error", Math.sqrt(quality.similarity()));
    fields.put("reconstruction_loss", quality.reconstruction());
    fields.put("wrong_entries", quality.wrongEntries());
    return fields;
  }

  static String line(GraphEncoder.Quality quality, int pairs) {
    return String.format(
        Locale.ROOT,
        "on %,d fresh pairs: similarity error %.4f  reconstruction loss %.4f  wrong entries %.2f %%",
        pairs,
        Math.sqrt(quality.similarity()),
        quality.reconstruction(),
        100 * quality.wrongEntries());
  }
}
