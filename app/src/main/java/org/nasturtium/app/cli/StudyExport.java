package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.study.StoredStudy;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.trial.TrialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the trials of a study to a file. */
@Command(
    name = "export",
    description = "Write all trials of a study to a file, as CSV or JSON.",
    mixinStandardHelpOptions = true)
final class StudyExport implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The study. Default: the only one of the store.")
  private @Nullable String name;

  @Mixin private StoreOptions store;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, which ends in .csv or .json; an older one is replaced.")
  private Path out;

  @Option(
      names = "--measurements",
      description =
          "Write a line per architecture that was trained, as 'bench import --table generic' reads it, instead of a line per trial.")
  private boolean measurements;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    String file = out.toString();
    if (!file.endsWith(".csv") && !file.endsWith(".json")) {
      throw new InvalidInputException(
          "--out %s: expected a file that ends in .csv or .json".formatted(out));
    }
    if (measurements && !file.endsWith(".csv")) {
      throw new InvalidInputException(
          "--out %s: with --measurements, expected a file that ends in .csv".formatted(out));
    }
    try (TrialStore open = store.open()) {
      StoredStudy study = new StoredStudy(StoreOptions.study(open, name));
      Files.createDirectories(out.toAbsolutePath().resolveSibling(".").normalize());
      DurableFile.write(out, text(study));
      Map<String, Object> fields = new LinkedHashMap<>(study.summary());
      fields.put("out", file);
      output.result(
          fields,
          List.of(
              "%s trials of %s in %s".formatted(fields.get("trials"), fields.get("study"), file)));
    }
    return 0;
  }

  private String text(StoredStudy study) {
    if (measurements) {
      return study.measurements();
    }
    return out.toString().endsWith(".csv") ? study.csv() : study.json();
  }
}
