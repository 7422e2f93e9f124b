package org.nasturtium.core.study;

import java.time.Duration;
import java.time.InstantSource;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Study options say how a study is worked on. Except for {@code duplicates} they decide no trial.
 *
 * @param workers how many trials this process evaluates at once, at least 1; no more than the
 *     study's window are ever open
 * @param duplicates what becomes of repeated proposals
 * @param participant who evaluates
 * @param patience how long a claim of a silent process lives
 * @param poll how often trials that other processes hold, and the request to stop, are looked at
 * @param clock tells the times of provenances: the only wall clock of a study
 */
public record StudyOptions(
    int workers,
    Duplicates duplicates,
    Participant participant,
    Duration patience,
    Duration poll,
    InstantSource clock) {
  /**
   * A participant is a process that evaluates trials.
   *
   * @param name its name, unique among all that work on one store at a time; a process that takes
   *     over the name of a dead one also takes over its claims, without waiting
   * @param version the version of this program
   * @param device what trials run on, for example {@code cpu, bf16, 1 thread}, or {@code table}
   */
  public record Participant(String name, String version, String device) {}

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException if there is no worker
   */
  public StudyOptions {
    if (workers < 1) {
      throw new InvalidInputException("%d workers; expected at least 1".formatted(workers));
    }
    if (patience.toMillis() < 1 || poll.toMillis() < 1) {
      throw new IllegalArgumentException("patience and poll are at least a millisecond");
    }
  }

  /**
   * Returns the usual options: duplicates are evaluated, a process may be silent for a minute, and
   * the others are looked at five times a second.
   *
   * @param workers how many trials are evaluated at once
   * @param participant who evaluates
   * @param clock tells the times of provenances
   */
  public static StudyOptions of(int workers, Participant participant, InstantSource clock) {
    return new StudyOptions(
        workers,
        Duplicates.EVALUATE,
        participant,
        Duration.ofMinutes(1),
        Duration.ofMillis(200),
        clock);
  }

  /**
   * Returns these options with another treatment of duplicates.
   *
   * @param other what becomes of repeated proposals
   */
  public StudyOptions with(Duplicates other) {
    return new StudyOptions(workers, other, participant, patience, poll, clock);
  }

  /**
   * Returns these options with other times.
   *
   * @param silence how long a claim of a silent process lives
   * @param interval how often others are looked at
   */
  public StudyOptions withTimes(Duration silence, Duration interval) {
    return new StudyOptions(workers, duplicates, participant, silence, interval, clock);
  }
}
