package org.nasturtium.core.space.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/** The registry of search spaces: the names users type and the spaces they stand for. */
public final class SearchSpaces {
  /** One line of the registry. */
  private record Row(String name, String meaning, Supplier<SearchSpace> space) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "nats-topology", "the 15,625 cells of NATS-Bench (NAS-Bench-201)", NatsTopology::new),
          new Row(
              "darts-cnn",
              "normal and reduction cell of DARTS and GDAS, 8 operations",
              DartsCnn::eightOperations),
          new Row(
              "darts-cnn-nge", "the same with the 7 operations of NGE", DartsCnn::sevenOperations),
          new Row(
              "darts-cnn-frc",
              "the normal cell beside the fixed reduction cell of GDAS",
              DartsCnn::fixedReduction),
          new Row("nats-size", "the 32,768 widths of NATS-Bench; no supernet", NatsSize::new),
          new Row("nasbench101", "the cells of NAS-Bench-101; no supernet", NasBench101::new),
          new Row(
              "dag", "free graphs of 4 to 250 nodes, also dag-NODES; no supernet", DagSpace::new));

  private SearchSpaces() {}

  /** Returns the known names, sorted. */
  public static SortedSet<String> names() {
    return new TreeSet<>(meanings().keySet());
  }

  /** Returns one line about each space, by name. */
  public static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    ROWS.forEach(row -> meanings.put(row.name(), row.meaning()));
    return meanings;
  }

  /** Returns the names of architectures that have one, each with the first space that knows it. */
  public static Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    for (Row row : ROWS) {
      row.space().get().named().keySet().forEach(name -> named.putIfAbsent(name, row.name()));
    }
    return named;
  }

  /**
   * Returns the architecture of a text or a name.
   *
   * @param space its space
   * @param text its text in that space, or its name
   * @throws InvalidInputException if it is neither; the message says where the text is wrong, or
   *     which names there are
   */
  public static Architecture architecture(SearchSpace space, String text) {
    Architecture named = space.named().get(text.strip());
    if (named != null) {
      return named;
    }
    String elsewhere = named().get(text.strip());
    if (elsewhere != null) {
      throw new InvalidInputException(
          "architecture %s is one of space %s, not of %s"
              .formatted(text.strip(), elsewhere, space.name()));
    }
    try {
      return space.parse(text);
    } catch (InvalidInputException malformed) {
      if (text.strip().matches("[A-Za-z][A-Za-z_0-9-]*")) {
        throw new InvalidInputException(
            "unknown architecture '%s': expected a text of space %s, or a name: %s"
                .formatted(text.strip(), space.name(), String.join(", ", named().keySet())),
            malformed);
      }
      throw malformed;
    }
  }

  /**
   * Returns whether a name alone says what the space is: it is one of {@link #names}, or one of
   * {@link DagSpace}.
   *
   * @param name any text
   */
  public static boolean isKnown(String name) {
    return names().contains(name) || DagSpace.isName(name);
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
    Optional<Row> known = ROWS.stream().filter(row -> row.name().equals(name)).findFirst();
    if (known.isPresent()) {
      return known.get().space().get();
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
