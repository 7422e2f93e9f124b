package org.nasturtium.app.predict;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nasturtium.torch.predict.GraphEncoder;

/**
 * A row of a sweep is what one of its encoders came to.
 *
 * @param nodes n, the nodes of its graphs
 * @param dimension d, the length of its vectors
 * @param similarityError the root of the mean similarity loss on fresh pairs
 * @param reconstructionLoss the mean reconstruction loss of a fresh graph
 * @param wrongEntries the share of a fresh graph's entries that are decoded wrong, 0 to 1
 * @param seconds how long the training took; 0 if its process was killed after its end and before
 *     this row was written
 */
public record SweepRow(
    int nodes,
    int dimension,
    double similarityError,
    double reconstructionLoss,
    double wrongEntries,
    double seconds) {
  static SweepRow of(Sweep.Entry entry, EncoderJob.Learned learned) {
    GraphEncoder.Quality quality = learned.quality();
    return new SweepRow(
        entry.nodes(),
        entry.dimension(),
        Math.sqrt(quality.similarity()),
        quality.reconstruction(),
        quality.wrongEntries(),
        learned.training().seconds());
  }

  /** Returns the numbers by the names of the columns of {@code table.csv}. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("nodes", nodes);
    fields.put("dimension", dimension);
    fields.put("similarity_error", similarityError);
    fields.put("reconstruction_loss", reconstructionLoss);
    fields.put("wrong_entries", wrongEntries);
    fields.put("seconds", seconds);
    return fields;
  }
}
