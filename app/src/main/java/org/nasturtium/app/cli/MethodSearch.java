package org.nasturtium.app.cli;

import java.io.IOException;
import java.util.OptionalInt;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.app.run.SearchRun;

/** Searches a supernet on images, trains what it finds, tests it, exports it and reports. */
final class MethodSearch {
  private final SearchCommand options;

  MethodSearch(SearchCommand options) {
    this.options = options;
  }

  int call() throws IOException {
    RunSettings settings = options.run.merged(settings(), options.command);
    SearchRun search = SearchRun.prepare(settings);
    RunFolder folder =
        options.run.open(
            "search-%s-%s-%s"
                .formatted(
                    SearchCommand.folderName(settings.space()),
                    settings.method(),
                    settings.dataset()),
            settings);
    try (ConsoleControl control = options.output.stoppable()) {
      RunResult result = search.run(folder, control);
      control.close();
      options.output.result(result.fields(), result.summary());
    }
    return 0;
  }

  private RunSettings settings() {
    MethodSettings given =
        new MethodSettings(
            options.command,
            options.given("--space") ? options.space : null,
            options.method,
            options.data,
            options.learning,
            options.retrainEpochs == null
                ? OptionalInt.empty()
                : OptionalInt.of(options.retrainEpochs),
            options.limits,
            options.engine,
            options.strategy.table());
    return given.of(
        options.methodName == null ? given.preset().method() : options.methodName,
        options.run.seed());
  }
}
