package org.nasturtium.core.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a network on the heap, by name: what crosses module boundaries instead of tensors.
 *
 * <p>A node's weights are named after it: {@code N.weight} and {@code N.bias} for a convolution
 * ([out, in / groups, rows, columns] and [out]), a depthwise convolution ([channels, 1, rows,
 * columns]), a linear layer ([out, in]) and an affine normalization ([channels]); {@code
 * N.running_mean} and {@code N.running_var} for a normalization with running statistics.
 *
 * @param arrays the arrays by name, in graph order
 */
public record Weights(Map<String, Array> arrays) {
  /** Copies the map. */
  public Weights {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * Returns an array.
   *
   * @param name its name
   * @throws IllegalArgumentException if there is none of that name
   */
  public Array array(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("there are no weights named " + name);
    }
    return array;
  }

  /** Numbers with a shape, in row-major order; never modified after it was made. */
  public static final class Array {
    private final long[] shape;
    private final float[] values;

    private Array(long[] shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    /**
     * Returns an array of these numbers; both arguments are owned by it from now on.
     *
     * @param shape the sizes of the axes
     * @param values the numbers in row-major order
     */
    public static Array of(long[] shape, float[] values) {
      long product = 1;
      for (long size : shape) {
        product *= size;
      }
      if (product != values.length) {
        throw new IllegalArgumentException(
            "a shape of " + product + " values does not fit " + values.length);
      }
      return new Array(shape, values);
    }

    /** Returns the sizes of the axes as a new array. */
    public long[] shape() {
      return shape.clone();
    }

    /** Returns the number of values. */
    public int length() {
      return values.length;
    }

    /** Returns the value at a row-major position. */
    public float value(int position) {
      return values[position];
    }

    /** Returns the values as a new array. */
    public float[] values() {
      return values.clone();
    }
  }
}
