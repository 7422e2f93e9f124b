package org.nasturtium.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nasturtium.app.predict.TablePopulation.Sample;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.statistics.Moments;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.predict.GraphEmbedding;
import org.nasturtium.torch.predict.ScorePredictor;

/**
 * A predictor comparison trains predictors on growing parts of a table, with one embedding or
 * another, and measures how they rank cells that they did not see: tables 3 and 4 of NASGEM.
 *
 * <p>Within a seed all embeddings see the same cells, and a smaller training set is a part of a
 * larger one.
 *
 * @param population the table
 * @param sizes how many cells predictors learn from, ascending
 * @param heldOut how many cells they are measured on
 * @param seeds how often each is repeated
 * @param options the settings of the predictor
 * @param seed the root of all randomness
 */
public record PredictorComparison(
    TablePopulation population,
    List<Integer> sizes,
    int heldOut,
    int seeds,
    ScorePredictor.Options options,
    Seed seed) {
  /** Checks the numbers by the names of the options. */
  public PredictorComparison {
    sizes = sizes.stream().sorted().distinct().toList();
    if (sizes.isEmpty() || sizes.get(0) < 2) {
      throw new InvalidInputException("--train-sizes must be at least 2 each, not " + sizes);
    }
    int cells = largest(sizes) + heldOut;
    if (heldOut < 5 || seeds < 1) {
      throw new InvalidInputException(
          "--held-out must be at least 5 and --seeds at least 1, not %d and %d"
              .formatted(heldOut, seeds));
    }
    if (cells > population.size()) {
      throw new InvalidInputException(
          "%d cells to learn from and %d held-out ones are more than the %d of the table"
              .formatted(largest(sizes), heldOut, population.size()));
    }
  }

  private static int largest(List<Integer> sizes) {
    return sizes.get(sizes.size() - 1);
  }

  /**
   * What an embedding is worth at one size.
   *
   * @param size how many cells were learned from
   * @param trials the result of each seed
   */
  public record Row(int size, List<PredictorTrial> trials) {
    /** Copies the list. */
    public Row {
      trials = List.copyOf(trials);
    }

    /** Returns mean and deviation of a number over the seeds. */
    public Moments of(ToDoubleFunction<PredictorTrial> number) {
      return Moments.of(trials.stream().mapToDouble(number).toArray());
    }
  }

  /**
   * Measures an embedding.
   *
   * @param embedding the embedding
   * @param name its name, for the progress
   * @param engine how to compute
   * @param control is told the progress, and asked whether to stop
   * @return a row per size
   */
  public List<Row> measure(
      GraphEmbedding embedding, String name, Engine engine, RunControl control) {
    List<List<PredictorTrial>> trials = new ArrayList<>();
    sizes.forEach(size -> trials.add(new ArrayList<>()));
    for (int repeat = 0; repeat < seeds; repeat++) {
      Seed own = seed.child("repeat", repeat);
      Sample drawn = population.draw(largest(sizes) + heldOut, own.child("cells"));
      Sample measured = drawn.part(0, heldOut);
      for (int i = 0; i < sizes.size(); i++) {
        if (control.stopRequested()) {
          throw new StoppedException("the comparison was not finished, and nothing was saved");
        }
        Sample training = drawn.part(heldOut, heldOut + sizes.get(i));
        trials
            .get(i)
            .add(
                PredictorTrial.of(
                    embedding, training, measured, engine, options, own.child("predictor")));
      }
      control.steps(name, repeat + 1, seeds);
      control.epoch(name, "seed %d of %d".formatted(repeat + 1, seeds));
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      rows.add(new Row(sizes.get(i), trials.get(i)));
    }
    return rows;
  }
}
