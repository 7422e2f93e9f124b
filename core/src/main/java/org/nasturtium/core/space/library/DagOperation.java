package org.nasturtium.core.space.library;

import java.util.Arrays;
import java.util.Locale;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;

/**
 * An operation of a free DAG cell: a convolution at stride 1 with batch normalization and ReLU, the
 * triplet of NASGEM.
 */
public enum DagOperation {
  /** A 1x1 convolution. */
  CONV1X1(1, false),
  /** A 3x3 convolution. */
  CONV3X3(3, false),
  /** A 3x3 depthwise separable convolution: depthwise, then 1x1. */
  SEP3X3(3, true),
  /** A 5x5 depthwise separable convolution. */
  SEP5X5(5, true);

  private final int kernel;
  private final boolean separable;

  DagOperation(int kernel, boolean separable) {
    this.kernel = kernel;
    this.separable = separable;
  }

  /**
   * Returns the operation of a name.
   *
   * @param name such as {@code sep3x3}
   * @throws InvalidInputException if there is none; the message lists the known names
   */
  static DagOperation byName(String name) {
    return Arrays.stream(values())
        .filter(operation -> operation.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown operation '%s' of space dag; known: %s"
                        .formatted(name, Arrays.toString(values()))));
  }

  /** Adds the operation's nodes under a name. */
  String add(String name, int channels, Layers layers, String input) {
    Window window = Window.same(kernel, 1);
    String mixed = input;
    if (separable) {
      mixed =
          layers
              .builder()
              .add(
                  name + ".depthwise",
                  new Operation.DepthwiseConvolution(window, layers.bias()),
                  input);
      window = Window.same(1, 1);
    }
    return layers.relu(name + ".relu", layers.convNorm(name, channels, window, mixed));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
