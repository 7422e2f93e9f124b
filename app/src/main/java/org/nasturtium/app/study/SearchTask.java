package org.nasturtium.app.study;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

/** A search task is what answers a strategy: real trainings, or a benchmark table. */
interface SearchTask {
  /** Returns the space that is searched. */
  SearchSpace space();

  /** Returns the fidelity at which architectures are compared. */
  Fidelity fidelity();

  /**
   * Checks that trials can be evaluated at a fidelity.
   *
   * @param fidelity the fidelity
   * @throws org.nasturtium.core.fault.InvalidInputException if they cannot; the message says why
   */
  void require(Fidelity fidelity);

  /** Returns the evaluator, limits included. */
  Evaluator evaluator();

  /** Returns the metrics that are measured. */
  List<Metric> measured();

  /** Returns everything that decides outcomes, by name, as text. */
  SortedMap<String, String> identity();

  /** Returns what trials run on, for people. */
  String device();

  /**
   * Returns what is known of the best trial beyond its measurement, by the names of result fields.
   *
   * @param best the best trial
   */
  Map<String, Object> facts(Trial best);

  /** Returns what the seconds of trials are, for people: {@code wall} or {@code simulated}. */
  String clock();

  /** Returns how the search was made, one paragraph each, for the report. */
  List<String> notes();
}
