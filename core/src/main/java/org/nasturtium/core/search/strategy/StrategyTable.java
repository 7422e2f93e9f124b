package org.nasturtium.core.search.strategy;

import java.util.List;
import java.util.stream.Stream;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.StrategyFactory;

/**
 * A strategy table is a list of methods that users choose from by name.
 *
 * @param rows the methods, in the order of the documentation, each name once
 */
public record StrategyTable(List<StrategyRow> rows) {
  /** Checks the names, and copies the rows. */
  public StrategyTable {
    rows = List.copyOf(rows);
    if (rows.stream().map(StrategyRow::name).distinct().count() != rows.size()) {
      throw new IllegalArgumentException("two strategies have one name: " + names(rows));
    }
  }

  /** Returns the table of some rows. */
  public static StrategyTable of(StrategyRow... rows) {
    return new StrategyTable(List.of(rows));
  }

  /** Returns this table with one more row at its end. */
  public StrategyTable with(StrategyRow row) {
    return new StrategyTable(Stream.concat(rows.stream(), Stream.of(row)).toList());
  }

  /** Returns the names, in the order of the documentation. */
  public List<String> names() {
    return names(rows);
  }

  private static List<String> names(List<StrategyRow> rows) {
    return rows.stream().map(StrategyRow::name).toList();
  }

  /**
   * Returns the row of a name.
   *
   * @param name the name
   * @throws InvalidInputException if there is none; the message lists the known names
   */
  public StrategyRow byName(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown strategy '%s'; known: %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /**
   * Returns a method with its settings chosen.
   *
   * @param name the name of a row
   * @param settings {@code name=value} each; none for the published ones
   * @throws InvalidInputException if there is no such strategy, or a setting does not fit it
   */
  public StrategyFactory configure(String name, List<String> settings) {
    return byName(name).configure(settings);
  }
}
