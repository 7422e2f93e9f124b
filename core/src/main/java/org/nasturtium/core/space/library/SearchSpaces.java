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
          "darts-cnn-nge", DartsCnn::sevenOperations);

  private SearchSpaces() {}

  /** Returns the known names, sorted. */
  public static SortedSet<String> names() {
    return new TreeSet<>(KNOWN.keySet());
  }

  /**
   * Returns the space of a name.
   *
   * @param name one of {@link #names}; {@code dag-NODES} or {@code dag-NODES-OPERATION-...}, see
   *     {@link DagSpace}; or the path of a graph file that ends in {@code .json}, see {@link
   *     GraphSpace}
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
    if (!name.endsWith(".json")) {
      throw new InvalidInputException(
          "unknown search space '%s'; known: %s, or a graph file ending in .json"
              .formatted(name, String.join(", ", names())));
    }
    try {
      return GraphSpace.read(Path.of(name));
    } catch (InvalidPathException e) {
      throw new InvalidInputException("'" + name + "' is not a path of a graph file", e);
    }
  }
}
