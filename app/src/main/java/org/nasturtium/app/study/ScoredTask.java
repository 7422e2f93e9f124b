package org.nasturtium.app.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.core.evaluate.EfficiencyScore;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;

/**
 * A scored task is another one that also measures the efficiency score.
 *
 * @param inner the other one
 * @param score the score
 */
record ScoredTask(SearchTask inner, EfficiencyScore score) implements SearchTask {
  /** Checks that the other task measures what the score is made of. */
  ScoredTask {
    if (!inner.measured().contains(Metric.MACS)) {
      throw new InvalidInputException(
          "--objectives %s needs multiply-adds, which this search does not measure; it measures %s"
              .formatted(
                  Metric.EFFICIENCY_SCORE.name(),
                  String.join(", ", inner.measured().stream().map(Metric::name).toList())));
    }
  }

  @Override
  public SearchSpace space() {
    return inner.space();
  }

  @Override
  public Fidelity fidelity() {
    return inner.fidelity();
  }

  @Override
  public void require(Fidelity asked) {
    inner.require(asked);
  }

  @Override
  public Evaluator evaluator() {
    return score.over(inner.evaluator());
  }

  @Override
  public List<Metric> measured() {
    List<Metric> measured = new ArrayList<>(inner.measured());
    measured.add(Metric.EFFICIENCY_SCORE);
    return measured;
  }

  @Override
  public SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>(inner.identity());
    identity.put("penalty", Double.toString(score.penalty()));
    return identity;
  }

  @Override
  public String device() {
    return inner.device();
  }

  @Override
  public Map<String, Object> facts(Trial best) {
    Map<String, Object> facts = new LinkedHashMap<>(inner.facts(best));
    best.value(Metric.EFFICIENCY_SCORE).ifPresent(value -> facts.put("efficiency_score", value));
    return facts;
  }

  @Override
  public String clock() {
    return inner.clock();
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(inner.notes());
    notes.add(
        String.format(
            Locale.ROOT,
            "The efficiency score is the accuracy in percent minus %s times the natural logarithm of the multiply-accumulates in millions (NASGEM, equation 5).",
            score.penalty()));
    return notes;
  }
}
