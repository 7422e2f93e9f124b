package org.nasturtium.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.app.study.StoredStudy;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.TrialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the studies of a store. */
@Command(
    name = "list",
    description = "List the studies of a trial store.",
    mixinStandardHelpOptions = true)
final class StudyList implements Callable<Integer> {
  @Mixin private StoreOptions store;
  @Mixin private Output output;

  @Override
  public Integer call() {
    List<Map<String, Object>> studies = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try (TrialStore open = store.open()) {
      for (StudySpec spec : open.studies()) {
        StoredStudy study = new StoredStudy(StoreOptions.study(open, spec.name()));
        Map<String, Object> fields = study.summary();
        studies.add(fields);
        lines.add(
            "%-40s %-14s %-10s seed %-6s %5s trials  best %s"
                .formatted(
                    spec.name(),
                    spec.space(),
                    spec.strategy(),
                    spec.seed(),
                    fields.get("trials"),
                    fields.getOrDefault("best_value", "-")));
      }
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("studies", studies);
    output.result(fields, lines);
    return 0;
  }
}
