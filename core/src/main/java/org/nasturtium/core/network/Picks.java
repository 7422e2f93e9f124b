package org.nasturtium.core.network;

/** The picks of an architecture, by the names of the choices. */
@FunctionalInterface
public interface Picks {
  /**
   * Returns the picked candidate of a choice.
   *
   * @param choice the name of the choice
   * @throws IllegalArgumentException if there is no such choice
   */
  int of(String choice);
}
