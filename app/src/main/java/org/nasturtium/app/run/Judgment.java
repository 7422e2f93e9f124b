package org.nasturtium.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nasturtium.app.truth.RankAgreement;
import org.nasturtium.app.truth.TrueAccuracies;
import org.nasturtium.bench.table.Defect;
import org.nasturtium.core.choice.Architecture;

/**
 * A judgment is what a benchmark table says about a finished search: the true accuracies of what it
 * derived, and how well its shared weights rank a sample of architectures.
 *
 * @param truth the true accuracies
 * @param epochs the architecture derived after each epoch
 * @param found the architecture derived at the end
 * @param dataset the data set whose agreement is reported first
 * @param agreements the agreement on each data set of the table
 * @param seconds how long scoring the sample took
 */
record Judgment(
    TrueAccuracies truth,
    List<Architecture> epochs,
    Architecture found,
    String dataset,
    Map<String, RankAgreement> agreements,
    double seconds) {
  /** Returns the agreement on the data set that judges. */
  RankAgreement agreement() {
    return Objects.requireNonNull(agreements.get(dataset));
  }

  /** Returns the known defects of the accuracies of what was derived. */
  List<Defect> defects() {
    List<Architecture> derived = new ArrayList<>(epochs);
    derived.add(found);
    return truth.defects(derived);
  }

  /** Returns the result fields of the found architecture and of the agreement. */
  Map<String, Object> fields() {
    Map<String, Object> fields = Fields.of();
    fields.putAll(truth.fields(found));
    fields.putAll(RankAgreement.fields(agreements, dataset));
    fields.put("score_seconds", seconds);
    fields.put("defects", defects().stream().map(Defect::id).toList());
    return fields;
  }

  /** Returns lines for a person. */
  List<String> lines() {
    return List.of(truth.line(found), "shared weights against truth, " + agreement().line());
  }
}
