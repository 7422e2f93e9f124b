package org.nasturtium.bench.reproduce;

import java.util.List;
import org.nasturtium.bench.clock.Conventions;
import org.nasturtium.bench.clock.Deviation;
import org.nasturtium.bench.reproduce.SearchMethod.Ending;
import org.nasturtium.core.fault.InvalidInputException;

/** The methods of the published tables, with their settings, and local search beside them. */
public final class SearchMethods {
  private SearchMethods() {}

  /**
   * Returns all methods.
   *
   * @param conventions the sides taken where publication and code disagree
   */
  public static List<SearchMethod> all(Conventions conventions) {
    return List.of(
        SearchMethod.of("random", "RANDOM"),
        evolution(conventions),
        SearchMethod.of("reinforce", "REINFORCE"),
        bohb(conventions),
        SearchMethod.of("local", "LOCAL").withoutRepeats());
  }

  /**
   * Returns the methods of some strategies, in the order asked for.
   *
   * @param strategies the names of the strategies
   * @param conventions the sides taken where publication and code disagree
   * @throws InvalidInputException if one of them is none of these methods
   */
  public static List<SearchMethod> of(List<String> strategies, Conventions conventions) {
    List<SearchMethod> all = all(conventions);
    return strategies.stream().map(name -> byName(name, all)).toList();
  }

  private static SearchMethod byName(String name, List<SearchMethod> all) {
    return all.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "no results are reproduced for strategy '%s'; expected %s"
                        .formatted(
                            name,
                            String.join(", ", all.stream().map(SearchMethod::name).toList()))));
  }

  private static SearchMethod evolution(Conventions conventions) {
    SearchMethod method =
        conventions.asPublished(Deviation.REA_SELECTION)
            ? SearchMethod.of("evolution", "REA", "replacement=without", "mutation=uniform")
            : SearchMethod.of("evolution", "REA");
    return conventions.asPublished(Deviation.REA_CYCLES)
        ? method.ending(Ending.TIME_BUDGET_OR_CYCLES)
        : method;
  }

  private static SearchMethod bohb(Conventions conventions) {
    SearchMethod method =
        conventions.asPublished(Deviation.BOHB_KERNEL)
            ? SearchMethod.of("bohb", "BOHB")
            : SearchMethod.of("bohb", "BOHB", "kernel=as-coded");
    return conventions.asPublished(Deviation.BOHB_BUDGET)
        ? method
        : method.ending(Ending.AFTERWARD);
  }
}
