package org.nasturtium.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.app.study.StoredStudy;
import org.nasturtium.core.trial.TrialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one study of a store. */
@Command(
    name = "show",
    description = "Show what decides a study, and what it found.",
    mixinStandardHelpOptions = true)
final class StudyShow implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The study. Default: the only one of the store.")
  private @Nullable String name;

  @Mixin private StoreOptions store;
  @Mixin private Output output;

  @Override
  public Integer call() {
    try (TrialStore open = store.open()) {
      Map<String, Object> fields = new StoredStudy(StoreOptions.study(open, name)).details();
      List<String> lines =
          fields.entrySet().stream()
              .map(entry -> "%-16s %s".formatted(entry.getKey(), entry.getValue()))
              .toList();
      output.result(fields, lines);
    }
    return 0;
  }
}
