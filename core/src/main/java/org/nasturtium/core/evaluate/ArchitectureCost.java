package org.nasturtium.core.evaluate;

import java.util.function.ToDoubleFunction;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.trial.Metric;

/**
 * An architecture cost is a metric that is known without training: counted, or looked up.
 *
 * @param metric the metric
 * @param values its value for an architecture; thread-safe
 */
public record ArchitectureCost(Metric metric, ToDoubleFunction<Architecture> values) {
  /**
   * Returns the cost of an architecture, in the unit of the metric.
   *
   * @param architecture the architecture
   */
  public double of(Architecture architecture) {
    return values.applyAsDouble(architecture);
  }
}
