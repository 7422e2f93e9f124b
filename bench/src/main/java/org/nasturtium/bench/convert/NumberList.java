package org.nasturtium.bench.convert;

import java.util.Arrays;

/** A growing list of numbers, without a box around each. */
final class NumberList {
  private double[] values = new double[1024];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  double last() {
    return values[size - 1];
  }

  double[] toArray() {
    return Arrays.copyOf(values, size);
  }

  int[] toIntegers() {
    int[] integers = new int[size];
    for (int i = 0; i < size; i++) {
      integers[i] = (int) values[i];
    }
    return integers;
  }
}
