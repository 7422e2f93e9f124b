package org.nasturtium.core.trial;

import java.util.List;
import java.util.Optional;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A trial store keeps studies and their trials. Implementations are thread-safe, and several
 * processes may use one store at once where the implementation says so.
 */
public interface TrialStore extends AutoCloseable {
  /**
   * Opens a study: creates it, or joins the one of that name.
   *
   * @param spec what decides the study
   * @throws InvalidInputException if a study of that name has another specification; the message
   *     says what differs
   */
  StudyLog open(StudySpec spec);

  /**
   * Returns the study of a name, if there is one.
   *
   * @param name the name
   */
  Optional<StudyLog> find(String name);

  /** Returns the specifications of all studies, by name. */
  List<StudySpec> studies();

  /** Makes everything durable and releases the store. */
  @Override
  void close();
}
