package org.nasturtium.bench.clock;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A deviation is a point where the publication of NATS-Bench (thesis chapter 5) and the authors'
 * code disagree, and which changes what a simulated search finds or reports.
 */
public enum Deviation {
  /** How long multi-trial methods search. */
  BUDGETS(
      "budgets",
      "20,000 s on every data set",
      "20,000, 40,000 and 120,000 s (topology) or 60,000 s (size) on cifar10, cifar100 and"
          + " ImageNet16-120",
      Convention.AS_CODED),
  /** When the answer of a search is read for a curve. */
  CURVE_READINGS(
      "curve-readings",
      "every 100 s",
      "150 readings, equally spaced over the budget",
      Convention.AS_CODED),
  /** What ends regularized evolution. */
  REA_CYCLES(
      "rea-cycles",
      "200 evaluations or the time budget, whichever comes first",
      "the time budget alone; the setting of 200 cycles is read and ignored",
      Convention.AS_CODED),
  /** How regularized evolution chooses a parent and changes it. */
  REA_SELECTION(
      "rea-selection",
      "the best of a tournament of different members, and any neighbor with equal probability",
      "the best of members drawn with replacement; in topologies a node, then one of its edges; in"
          + " sizes the new width may be the old one",
      Convention.AS_CODED),
  /** How BOHB estimates the density of a choice. */
  BOHB_KERNEL(
      "bohb-kernel",
      "a kernel over all candidates of a choice, whose bandwidth keeps it a probability",
      "a kernel over the candidates that occur in the data, whose bandwidth is not capped",
      Convention.AS_PUBLISHED),
  /** Whether BOHB stops at the time budget. */
  BOHB_BUDGET(
      "bohb-budget",
      "it stops at the first evaluation that reaches the budget",
      "it goes on, and the budget is applied to what it found; the reading may then use the first"
          + " evaluation after the budget that lies closer",
      Convention.AS_CODED),
  /** What a search reads where an epoch has no validation accuracy. */
  VALIDATION_FALLBACK(
      "validation-fallback",
      "nothing: such a query is refused",
      "the accuracy on validation and test images mixed, silently",
      Convention.AS_PUBLISHED);

  private final String label;
  private final String published;
  private final String coded;
  private final Convention initial;

  Deviation(String label, String published, String coded, Convention initial) {
    this.label = label;
    this.published = published;
    this.coded = coded;
    this.initial = initial;
  }

  /** Returns the name users type. */
  public String label() {
    return label;
  }

  /** Returns the convention taken unless another is asked for. */
  public Convention initial() {
    return initial;
  }

  /**
   * Returns what happens under a convention, for people.
   *
   * @param convention the convention
   */
  public String meaning(Convention convention) {
    return convention == Convention.AS_PUBLISHED ? published : coded;
  }

  /**
   * Returns the deviation of a name.
   *
   * @param name the name users type
   * @throws InvalidInputException if there is none; the message lists them
   */
  public static Deviation byName(String name) {
    return Arrays.stream(values())
        .filter(deviation -> deviation.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown deviation '%s'; known: %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Deviation::label)
                                .collect(Collectors.joining(", ")))));
  }
}
