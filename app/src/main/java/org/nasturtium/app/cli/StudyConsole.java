package org.nasturtium.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import org.nasturtium.app.study.StudySettings;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.study.StudyListener;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Trial;

/**
 * Shows a study on standard error: a line per trial, or on a table per improvement, and how many
 * trials are left.
 */
final class StudyConsole implements RunControl, StudyListener {
  private static final String TRIAL = "trial ";

  private final ConsoleControl control;
  private final PrintWriter err;
  private final StudySettings study;
  private int resumed;

  StudyConsole(ConsoleControl control, PrintWriter err, StudySettings study) {
    this.control = control;
    this.err = err;
    this.study = study;
  }

  /** Several trials run at once, so their steps make no common progress: trials do. */
  @Override
  public void steps(String stage, long done, long total) {
    if (!stage.startsWith(TRIAL)) {
      control.steps(stage, done, total);
    }
  }

  @Override
  public void epoch(String stage, String line) {
    if (!stage.startsWith(TRIAL)) {
      control.epoch(stage, line);
    }
  }

  @Override
  public boolean stopRequested() {
    return control.stopRequested();
  }

  @Override
  public void resumed(int trials) {
    resumed = trials;
    if (trials > 0) {
      err.println("going on after " + trials + " stored trials");
      err.flush();
    }
  }

  @Override
  public void told(Trial trial, History history) {
    int told = history.trials().size();
    if (study.trials() > 0 && told >= resumed) { // replayed trials would promise too short a time
      control.steps("trials", told, study.trials());
    }
    boolean improved = history.incumbent().filter(trial::equals).isPresent();
    if (told > resumed && (improved || study.table().isEmpty())) {
      control.epoch(TRIAL + trial.number(), line(trial, history, improved));
    }
  }

  private static String line(Trial trial, History history, boolean improved) {
    Metric objective = history.objective();
    OptionalDouble value = trial.value(objective);
    String outcome =
        value.isPresent()
            ? String.format(Locale.ROOT, "%s %.3f", objective.name(), value.getAsDouble())
            : reason(trial.outcome());
    return outcome
        + (improved
            ? "  (best so far)"
            : history.incumbent().map(best -> "  (best: trial " + best.number() + ")").orElse(""));
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return "failed: " + failed.reason();
    }
    return outcome instanceof Outcome.Pruned pruned ? "pruned: " + pruned.reason() : "completed";
  }
}
