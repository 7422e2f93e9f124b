package org.nasturtium.bench.parquet;

import org.jspecify.annotations.Nullable;
import org.nasturtium.bench.table.Numbers;

/** Numbers that are read when they are first asked for, and kept. */
final class KeptNumbers implements Numbers {
  private final Numbers source;
  private volatile double @Nullable [] known;

  KeptNumbers(Numbers source) {
    this.source = source;
  }

  @Override
  public double[] load() {
    double[] values = known;
    if (values == null) {
      values = source.load();
      known = values;
    }
    return values;
  }
}
