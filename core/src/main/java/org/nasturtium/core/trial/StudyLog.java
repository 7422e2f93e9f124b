package org.nasturtium.core.trial;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A study log is the trials of one study: claimed by one worker each, finished once, never changed.
 *
 * <p>A worker claims the next number, tells now and then that it is alive while it evaluates, and
 * finishes the trial. The claim of a worker that stays silent is void, and another worker can take
 * it. Proposals are decided by the study's specification and the trials told so far, so whoever
 * claims a number evaluates the same proposal. Implementations are thread-safe.
 */
public interface StudyLog {
  /** Returns what decides this study. */
  StudySpec spec();

  /**
   * Returns finished trials, ascending by number.
   *
   * @param from the smallest number to return; 0 for all
   */
  List<Trial> trials(int from);

  /**
   * Claims a number, unless it is finished or another worker holds it.
   *
   * @param number the number of the trial, from 0
   * @param proposal what will be evaluated
   * @param worker the name of the claiming worker, unique among all processes
   * @param patience how long a claim lives without a heartbeat
   * @return whether the worker now holds the number
   * @throws IllegalStateException if the number was claimed with another proposal before: the study
   *     was begun by a program that proposes differently
   */
  boolean claim(int number, Proposal proposal, String worker, Duration patience);

  /**
   * Tells that a worker is alive and still holds a number.
   *
   * @param number the number
   * @param worker the worker that claimed it
   * @return whether it still holds the number; if not, someone else does, or finished it
   */
  boolean beat(int number, String worker);

  /**
   * Gives a claim up, so that another worker can take the number at once. Does nothing if the
   * worker does not hold it.
   *
   * @param number the number
   * @param worker the worker that claimed it
   */
  void release(int number, String worker);

  /**
   * Finishes a trial. A trial that was finished before is left as it is.
   *
   * @param trial the trial
   * @return completes once the trial is durable, exceptionally if it could not be made so
   */
  CompletableFuture<Void> finish(Trial trial);
}
