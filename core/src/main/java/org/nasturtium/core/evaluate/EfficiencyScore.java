package org.nasturtium.core.evaluate;

import java.util.OptionalDouble;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;

/**
 * The efficiency score of a network is its accuracy minus a penalty times the natural logarithm of
 * its multiply-adds in millions (NASGEM, arXiv 2007.04452, equation 5).
 *
 * <p>The paper fixes neither the penalty, nor the base of the logarithm, nor the unit of the
 * accuracy. Here accuracies are in percent, so a penalty of 1 takes 0.69 points for doubling the
 * multiply-adds.
 *
 * @param penalty the factor of the logarithm, at least 0
 */
public record EfficiencyScore(double penalty) {
  private static final double MILLION = 1e6;

  /** Checks the penalty. */
  public EfficiencyScore {
    if (!(penalty >= 0 && Double.isFinite(penalty))) {
      throw new InvalidInputException(
          "the penalty of the efficiency score must be at least 0 and finite, not " + penalty);
    }
  }

  /**
   * Returns the score.
   *
   * @param accuracy the accuracy, in the unit that scores are to have
   * @param macs the multiply-adds per image, at least 1
   */
  public double of(double accuracy, double macs) {
    if (!(macs >= 1)) {
      throw new IllegalArgumentException("a network of " + macs + " multiply-adds has no score");
    }
    return accuracy - penalty * Math.log(macs / MILLION);
  }

  /**
   * Returns an evaluator that adds {@link Metric#EFFICIENCY_SCORE} to what another one measures; an
   * outcome without validation accuracy or multiply-adds becomes a failed one.
   *
   * @param inner measures {@link Metric#VALIDATION_ACCURACY} and {@link Metric#MACS}
   */
  public Evaluator over(Evaluator inner) {
    return (proposal, seed, control) -> scored(inner.evaluate(proposal, seed, control));
  }

  private Outcome scored(Outcome outcome) {
    if (outcome.found().isEmpty()) {
      return outcome;
    }
    Measurement measured = outcome.found().get();
    OptionalDouble accuracy = measured.value(Metric.VALIDATION_ACCURACY);
    OptionalDouble macs = measured.value(Metric.MACS);
    if (accuracy.isEmpty() || macs.isEmpty() || macs.getAsDouble() < 1) {
      return new Outcome.Failed(
          "the efficiency score needs %s and %s, found %s"
              .formatted(
                  Metric.VALIDATION_ACCURACY.name(),
                  Metric.MACS.name(),
                  measured.values().keySet()),
          outcome.seconds());
    }
    double score = of(accuracy.getAsDouble(), macs.getAsDouble());
    return new Outcome.Completed(measured.with(Metric.EFFICIENCY_SCORE, score));
  }
}
