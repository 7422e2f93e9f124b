package org.nasturtium.app.predict;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.torch.predict.EncoderSpec;

/**
 * A sweep is an encoder for every number of nodes n and every dimension d, trained alike: the
 * ablation of NASGEM (figure 6). Stored as {@code sweep.json}.
 *
 * @param nodes the nodes of the graphs of space dag, ascending
 * @param dimensions the lengths of a graph's vector, ascending
 * @param learning how each of them learns
 */
public record Sweep(
    List<Integer> nodes, List<Integer> dimensions, @JsonUnwrapped EncoderLearning learning) {
  /** Sorts the lists, and checks the ranges by the names of the options. */
  public Sweep {
    nodes = ascending("--nodes", nodes);
    dimensions = ascending("--dimensions", dimensions);
    for (int dimension : dimensions) {
      if (dimension < 1 || dimension > EncoderSpec.MOST_DIMENSIONS) {
        throw new InvalidInputException(
            "--dimensions must be from 1 to %d each, not %d"
                .formatted(EncoderSpec.MOST_DIMENSIONS, dimension));
      }
    }
  }

  private static List<Integer> ascending(String option, List<Integer> given) {
    if (given.isEmpty()) {
      throw new InvalidInputException(option + " must name at least one, such as 10,30,50");
    }
    List<Integer> sorted = given.stream().sorted().distinct().toList();
    if (sorted.size() < given.size()) {
      throw new InvalidInputException("%s names one twice: %s".formatted(option, given));
    }
    return sorted;
  }

  /**
   * An entry of the sweep: one encoder.
   *
   * @param nodes the nodes of its graphs
   * @param dimension the length of its vectors
   * @param job how it is trained
   */
  public record Entry(int nodes, int dimension, EncoderJob job) {
    /** Returns the name of its files, such as {@code n30-d50}. */
    public String name() {
      return "n%d-d%d".formatted(nodes, dimension);
    }
  }

  /**
   * Returns all entries, by the number of nodes and then by dimension.
   *
   * @throws InvalidInputException if one cannot be trained
   */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int count : nodes) {
      String space = new DagSpace(count, DagSpace.OPERATIONS).name();
      for (int dimension : dimensions) {
        entries.add(new Entry(count, dimension, new EncoderJob(space, dimension, learning)));
      }
    }
    return entries;
  }
}
