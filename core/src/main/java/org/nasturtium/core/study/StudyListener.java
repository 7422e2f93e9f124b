package org.nasturtium.core.study;

import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Trial;

/** A study listener follows a study. It is called on the thread that runs the study. */
@FunctionalInterface
public interface StudyListener {
  /**
   * Tells that stored trials were found, which are told again before new ones are evaluated.
   *
   * @param trials how many; 0 for a new study
   */
  default void resumed(int trials) {}

  /**
   * Tells that a trial counts: it is durable, and the strategy knows it. Trials come in the order
   * of their numbers, those of earlier sessions included.
   *
   * @param trial the trial
   * @param history all trials so far, this one included
   */
  void told(Trial trial, History history);

  /** Returns a listener that does nothing. */
  static StudyListener none() {
    return (trial, history) -> {};
  }
}
