package org.nasturtium.bench.parquet;

import java.lang.ref.SoftReference;
import org.nasturtium.bench.table.Numbers;

/**
 * Numbers that are read when they are asked for, and kept while memory is plentiful: curves of a
 * whole space take gigabytes.
 */
final class SoftNumbers implements Numbers {
  private final Numbers source;
  private volatile SoftReference<double[]> known = new SoftReference<>(null);

  SoftNumbers(Numbers source) {
    this.source = source;
  }

  @Override
  public double[] load() {
    double[] values = known.get();
    if (values == null) {
      values = source.load();
      known = new SoftReference<>(values);
    }
    return values;
  }
}
