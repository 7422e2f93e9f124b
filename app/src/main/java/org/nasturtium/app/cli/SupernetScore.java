package org.nasturtium.app.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.ScoringRun;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores architectures with the shared weights of a search, without training them. */
@Command(
    name = "score",
    description =
        "Score architectures with the shared weights of a search, and compare with a benchmark table.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SupernetScore implements Callable<Integer> {
  private static final long DEFAULT_SEED = 1;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "DIR",
      description = "The folder of a search with --method.")
  private Path folder;

  @Option(
      names = "--architecture",
      paramLabel = "TEXT",
      description = "Score this architecture; may be repeated.")
  private List<String> architectures = List.of();

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "Score the architecture of this index; may be repeated.")
  private List<BigInteger> indices = List.of();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Score N different architectures drawn uniformly.")
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Where --sample draws from. Default: 1. The seed of the search draws the sample of its own rank correlation.")
  private @Nullable Long seed;

  @Option(
      names = "--table",
      defaultValue = "",
      paramLabel = "FILE",
      description =
          "A benchmark table of the space, to print true accuracies and rank correlations.")
  private String table = "";

  @Option(
      names = "--images",
      paramLabel = "N|all",
      description =
          "Validation images that score: one batch of N, or all. Default: as in the search.")
  private @Nullable String images;

  @Option(
      names = "--data",
      defaultValue = "",
      paramLabel = "DIR",
      description = "The folder of the images, if it was moved since the search.")
  private String data = "";

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    requireOneSource();
    SearchCommand.limit("--sample", sample);
    OptionalInt batch =
        images == null
            ? OptionalInt.empty()
            : OptionalInt.of(ScoreImages.parse("--images", images));
    ScoringRun run = ScoringRun.open(RunFolder.existing(folder), data, table);
    List<Architecture> all = architectures(run);
    try (ConsoleControl control = output.progress()) {
      RunResult result = run.score(all, batch, control);
      control.close();
      output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private void requireOneSource() {
    boolean named = !architectures.isEmpty() || !indices.isEmpty();
    if (named == (sample != null)) {
      throw new InvalidInputException(
          "expected either --architecture TEXT or --index N, or --sample N");
    }
    if (seed != null && sample == null) {
      throw new InvalidInputException("--seed needs --sample: nothing else is drawn");
    }
  }

  private List<Architecture> architectures(ScoringRun run) {
    if (sample != null) {
      return run.sample(sample, seed == null ? DEFAULT_SEED : seed);
    }
    return Stream.concat(
            architectures.stream().map(run.space()::parse),
            indices.stream().map(run.space()::unrank))
        .toList();
  }
}
