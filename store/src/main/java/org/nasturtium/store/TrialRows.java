package org.nasturtium.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.Trial;

/** Rows of trials joined with their measurements, as trials. */
final class TrialRows {
  static final String COMPLETED = "completed";
  static final String FAILED = "failed";
  static final String PRUNED = "pruned";

  private TrialRows() {}

  /** Reads all rows, which are ordered by number. */
  static List<Trial> trials(ResultSet rows) throws SQLException {
    List<Trial> trials = new ArrayList<>();
    boolean more = rows.next();
    while (more) {
      int number = rows.getInt("number");
      Proposal proposal = proposal(rows);
      Provenance provenance = provenance(rows);
      long seed = rows.getLong("seed");
      String state = rows.getString("state");
      String reason = rows.getString("reason");
      double seconds = rows.getDouble("seconds");
      SortedMap<String, Double> values = new TreeMap<>();
      do {
        String metric = rows.getString("metric");
        if (metric != null) {
          values.put(metric, rows.getDouble("value"));
        }
        more = rows.next();
      } while (more && rows.getInt("number") == number);
      Outcome outcome = outcome(state, reason, seconds, values);
      trials.add(new Trial(number, seed, proposal, outcome, provenance));
    }
    return trials;
  }

  static Proposal proposal(ResultSet row) throws SQLException {
    Fidelity fidelity =
        new Fidelity(row.getInt("epochs"), row.getInt("schedule"), row.getDouble("data_fraction"));
    return new Proposal(PicksText.read(row.getString("picks")), fidelity, row.getString("origin"));
  }

  private static Provenance provenance(ResultSet row) throws SQLException {
    return new Provenance(
        row.getString("worker"),
        row.getString("version"),
        row.getString("device"),
        row.getLong("started_millis"),
        row.getLong("finished_millis"));
  }

  private static Outcome outcome(
      String state, String reason, double seconds, SortedMap<String, Double> values)
      throws SQLException {
    return switch (state) {
      case COMPLETED -> new Outcome.Completed(new Measurement(values, seconds));
      case FAILED -> new Outcome.Failed(reason, seconds);
      case PRUNED -> new Outcome.Pruned(reason);
      default -> throw new SQLException("state: expected a finished one, found " + state);
    };
  }
}
