package org.nasturtium.core.space.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/** The registry of search spaces: the names users type and the spaces they stand for. */
public final class SearchSpaces {
  private static final Map<String, Supplier<SearchSpace>> KNOWN =
      Map.of(
          "nats-topology", NatsTopology::new,
          "nats-size", NatsSize::new,
          "nasbench101", NasBench101::new,
          "dag", DagSpace::new,
          "darts-cnn", DartsCnn::eightOperations,
          "darts-cnn-nge", DartsCnn::sevenOperations,
          "darts-cnn-frc", DartsCnn::fixedReduction);

  private SearchSpaces() {}

  /** Returns the known names, sorted. */
  public static SortedSet<String> names() {
    return new TreeSet<>(KNOWN.keySet());
  }

  /**
   * Returns whether a name alone says what the space is: it is one of {@link #names}, or one of
   * {@link DagSpace}.
   *
   * @param name any text
   */
  public static boolean isKnown(String name) {
    return KNOWN.containsKey(name) || DagSpace.isName(name);
  }

  /**
   * Returns the space of a name.
   *
   * @param name one of {@link #names}; {@code dag-NODES} or {@code dag-NODES-OPERATION-...}, see
   *     {@link DagSpace}; or the path of a file: a graph ending in {@code .json}, see {@link
   *     GraphSpace}, or a list of choices ending in {@code .json} or {@code .csv}, see {@link
   *     ChoiceSpace}
   * @throws InvalidInputException if there is no such space or the file does not hold one
   */
  public static SearchSpace byName(String name) {
    Supplier<SearchSpace> space = KNOWN.get(name);
    if (space != null) {
      return space.get();
    }
    if (DagSpace.isName(name)) {
      return DagSpace.byName(name);
    }
    if (!name.endsWith(".json") && !name.endsWith(".csv")) {
      throw new InvalidInputException(
          "unknown search space '%s'; known: %s, or a file of a graph or of choices ending in .json or .csv"
              .formatted(name, String.join(", ", names())));
    }
    try {
      return read(Path.of(name));
    } catch (InvalidPathException e) {
      throw new InvalidInputException("'" + name + "' is not a path of a file", e);
    }
  }

  private static SearchSpace read(Path file) {
    boolean isChoices = file.toString().endsWith(".csv") || ChoiceSpace.isJson(file);
    return isChoices ? ChoiceSpace.read(file) : GraphSpace.read(file);
  }
}
