package org.nasturtium.app.study;

import java.util.Map;
import java.util.OptionalInt;
import org.nasturtium.core.search.strategy.Nasgem;
import org.nasturtium.core.trial.Metric;

/**
 * What a search on images does unless it is told otherwise; a strategy that wants its own adds a
 * row.
 *
 * @param trials the most trials
 * @param workers the most trials evaluated at once
 * @param epochs the epochs of a trial: trials only rank architectures, and a short proxy that sees
 *     many of them finds more than a long training that sees few
 * @param demoEpochs those on the embedded images, which are few
 * @param retrainEpochs the epochs of the final training; empty for none
 * @param channels the channels of the first stage
 * @param batch images per step
 * @param objective what is optimized
 * @param demo what the embedded images are reduced to; empty for nothing
 * @param dataFraction the share of other training images that a trial learns from
 */
public record StrategyDefaults(
    int trials,
    int workers,
    int epochs,
    int demoEpochs,
    OptionalInt retrainEpochs,
    int channels,
    int batch,
    Metric objective,
    Images demo,
    double dataFraction) {
  private static final int CHANNELS = 8;
  private static final int BATCH = 64;
  private static final String EMBEDDED = "shapes";

  /** The trials that are open at once, so as many workers change no result. */
  public static final int WINDOW = 4;

  /**
   * A reduction of images.
   *
   * @param side the side they are resized to, 0 for their own
   * @param training the most training images, 0 for all
   */
  public record Images(int side, int training) {
    private static final Images ALL = new Images(0, 0);
  }

  private static final StrategyDefaults USUAL =
      new StrategyDefaults(
          20,
          1,
          1,
          3,
          OptionalInt.empty(),
          CHANNELS,
          BATCH,
          Metric.VALIDATION_ACCURACY,
          Images.ALL,
          1);

  /** A round after the initial cells; on the embedded images within minutes on two cores. */
  private static final StrategyDefaults NASGEM =
      new StrategyDefaults(
          30,
          Math.min(WINDOW, Runtime.getRuntime().availableProcessors()),
          2,
          3,
          OptionalInt.of(20),
          4,
          32,
          Metric.EFFICIENCY_SCORE,
          new Images(16, 1000),
          0.1);

  private static final Map<String, StrategyDefaults> ROWS = Map.of(Nasgem.NAME, NASGEM);

  /**
   * Returns the defaults of a strategy.
   *
   * @param strategy its name
   */
  public static StrategyDefaults of(String strategy) {
    return ROWS.getOrDefault(strategy, USUAL);
  }

  /**
   * Returns the epochs of a trial on a data set.
   *
   * @param dataset its name
   */
  public int epochs(String dataset) {
    return dataset.equals(EMBEDDED) ? demoEpochs : epochs;
  }

  /**
   * Returns the share of the training images that a trial learns from.
   *
   * @param dataset the name of the data set
   */
  public double dataFraction(String dataset) {
    return dataset.equals(EMBEDDED) ? 1 : dataFraction;
  }

  /**
   * Returns what the images of a data set are reduced to.
   *
   * @param dataset its name
   */
  public Images images(String dataset) {
    return dataset.equals(EMBEDDED) ? demo : Images.ALL;
  }
}
