package org.nasturtium.store;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.StrategyFactory;
import org.nasturtium.core.search.strategy.Strategies;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.core.study.Budget;
import org.nasturtium.core.study.Study;
import org.nasturtium.core.study.StudyListener;
import org.nasturtium.core.study.StudyOptions;
import org.nasturtium.core.study.StudyResult;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.StudySpec;
import org.nasturtium.core.trial.TrialStore;

/** A small evolution that any number of processes can work on, and one such process. */
final class SharedStudy {
  static final int TRIALS = 400;

  private static final int WINDOW = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(20);

  private SharedStudy() {}

  static StudySpec spec() {
    return new StudySpec("shared", "nats-topology", "evolution", 7, WINDOW, new TreeMap<>());
  }

  static StudyResult run(TrialStore store, String process, int workers) {
    SearchProblem problem =
        new SearchProblem(
            SearchSpaces.byName("nats-topology"),
            List.of(Metric.VALIDATION_ACCURACY),
            Fidelity.of(12),
            false);
    StrategyFactory evolution = Strategies.configure("evolution", List.of());
    StudyOptions options =
        StudyOptions.of(
                workers,
                new StudyOptions.Participant(process, "0.1.0", "sleep"),
                InstantSource.system())
            .withTimes(PATIENCE, POLL);
    Study study = new Study(store.open(spec()), problem, evolution, new SleepyEvaluator(), options);
    return study.run(Budget.ofTrials(TRIALS), RunControl.none(), StudyListener.none());
  }

  /**
   * Says that it is ready, waits for a byte, and works on the study until it ends.
   *
   * @param arguments the URL of the store, and the name of this process
   */
  public static void main(String[] arguments) throws IOException {
    try (TrialStore store = TrialStores.open(arguments[0])) {
      System.out.println("ready");
      System.in.read();
      System.out.println(run(store, arguments[1], 2).end());
    }
  }
}
