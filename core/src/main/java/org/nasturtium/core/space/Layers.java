package org.nasturtium.core.space;

import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Window;

/**
 * The groups of nodes that the published networks share, added to a builder under a common name
 * prefix.
 *
 * @param builder where the nodes go
 * @param norm the normalization after a convolution
 * @param bias whether convolutions before it have an offset
 */
public record Layers(GraphBuilder builder, Operation.BatchNorm norm, boolean bias) {
  /**
   * Returns layers with learned scale and offset and no convolution bias, as stand-alone networks
   * have.
   */
  public static Layers standalone(GraphBuilder builder) {
    return new Layers(builder, Operation.BatchNorm.standalone(), false);
  }

  /** Adds ReLU, convolution, normalization. */
  public String reluConvNorm(String name, int channels, Window window, String input) {
    return convNorm(name, channels, window, relu(name + ".relu", input));
  }

  /** Adds convolution, normalization. */
  public String convNorm(String name, int channels, Window window, String input) {
    return norm(name + ".norm", conv(name + ".conv", channels, window, input));
  }

  /** Adds a convolution. */
  public String conv(String name, int channels, Window window, String input) {
    return builder.add(
        name, new Operation.Convolution(Channels.of(channels), window, 1, bias), input);
  }

  /** Adds a normalization. */
  public String norm(String name, String input) {
    return builder.add(name, norm, input);
  }

  /** Adds a rectifier. */
  public String relu(String name, String input) {
    return builder.add(name, Operation.Activation.relu(), input);
  }

  /** Adds ReLU, depthwise convolution, pointwise convolution, normalization. */
  public String reluDepthwiseNorm(String name, int channels, Window window, String input) {
    String depthwise =
        builder.add(
            name + ".depthwise",
            new Operation.DepthwiseConvolution(window, bias),
            relu(name + ".relu", input));
    return norm(name + ".norm", conv(name + ".pointwise", channels, Window.same(1, 1), depthwise));
  }

  /**
   * Adds a factorized reduction: ReLU, two 1x1 convolutions of stride 2, the second on the shifted
   * map, concatenated and normalized.
   */
  public String factorizedReduce(String name, int channels, String input) {
    String active = relu(name + ".relu", input);
    String even = conv(name + ".even", channels / 2, Window.valid(1, 2), active);
    String shifted = builder.add(name + ".shift", new Operation.Shift(), active);
    String odd = conv(name + ".odd", channels - channels / 2, Window.valid(1, 2), shifted);
    return norm(name + ".norm", builder.add(name + ".concat", new Operation.Concat(), even, odd));
  }

  /**
   * Adds the residual block that halves the map in NATS-Bench networks: two ReLU-conv-BN (the first
   * of stride 2) beside a 2x2 average pooling with a 1x1 convolution that is not normalized; no
   * ReLU after the sum.
   */
  public String residualReduction(String name, int channels, String input) {
    String first = reluConvNorm(name + ".a", channels, Window.same(3, 2), input);
    String second = reluConvNorm(name + ".b", channels, Window.same(3, 1), first);
    String pooled =
        builder.add(name + ".shortcut.pool", new Operation.AveragePool(Window.valid(2, 2)), input);
    String shortcut = conv(name + ".shortcut.conv", channels, Window.same(1, 1), pooled);
    return builder.add(name, new Operation.Add(), second, shortcut);
  }

  /** Adds global average pooling and a linear classifier, and names it the main output. */
  public void classifier(int classes, String input) {
    String pooled = builder.add("head.pool", new Operation.GlobalAveragePool(), input);
    builder.output(
        org.nasturtium.core.network.NetworkGraph.LOGITS,
        builder.add("head.linear", new Operation.Linear(Channels.of(classes), true), pooled));
  }
}
