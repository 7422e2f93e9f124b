package org.nasturtium.core.study;

import org.nasturtium.core.trial.Outcome;

/** An event is something that happened on another thread, for the thread of the study. */
sealed interface Event {
  /**
   * An evaluation ended.
   *
   * @param number the trial
   * @param outcome what came of it
   * @param startedMillis when it began
   */
  record Evaluated(int number, Outcome outcome, long startedMillis) implements Event {}

  /**
   * An evaluation stopped because it was asked to.
   *
   * @param number the trial
   */
  record Stopped(int number) implements Event {}

  /**
   * An evaluation broke, which evaluators must not.
   *
   * @param number the trial
   * @param fault what it threw
   */
  record Broken(int number, Throwable fault) implements Event {}

  /**
   * A finished trial is durable.
   *
   * @param number the trial
   */
  record Durable(int number) implements Event {}

  /**
   * A finished trial could not be made durable.
   *
   * @param number the trial
   * @param fault why
   */
  record Lost(int number, Throwable fault) implements Event {}

  /**
   * An evaluation did steps.
   *
   * @param stage the trial and what is being done
   * @param done the steps done so far
   * @param total the steps of the stage
   */
  record Steps(String stage, long done, long total) implements Event {}

  /**
   * An evaluation ended an epoch.
   *
   * @param stage the trial and what is being done
   * @param line one line for a person
   */
  record Epoch(String stage, String line) implements Event {}
}
