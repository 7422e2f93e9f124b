package org.nasturtium.core.space.library;

import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;

/**
 * The residual networks for small images that TAS prunes (thesis section 3.3): a stem of 16
 * channels and three stages of 16, 32 and 64.
 *
 * <p>Every convolution is normalized but the 1x1 convolution behind the 2x2 average pooling of a
 * strided shortcut, as in the code of TAS. Names are {@code stem}, {@code stage1.block1.a} and so
 * on.
 *
 * @param depth the number of layers: 6 n + 2 with basic blocks, 9 n + 2 with bottlenecks, n blocks
 *     per stage
 * @param block the kind of block
 */
public record CifarResNet(int depth, Block block) {
  private static final int STAGES = 3;
  private static final int STEM = 16;

  /** A kind of residual block. */
  public enum Block {
    /** Two 3x3 convolutions. */
    BASIC(2, 1),
    /** 1x1, 3x3 (which strides) and 1x1 to four times the channels. */
    BOTTLENECK(3, 4);

    private final int layers;
    private final int expansion;

    Block(int layers, int expansion) {
      this.layers = layers;
      this.expansion = expansion;
    }
  }

  /** Checks the depth. */
  public CifarResNet {
    int perBlock = STAGES * block.layers;
    if (depth <= 2 || (depth - 2) % perBlock != 0) {
      throw new InvalidInputException(
          "a residual network of %s blocks has %d n + 2 layers, not %d"
              .formatted(block, perBlock, depth));
    }
  }

  /**
   * Returns the network.
   *
   * @param input the shape of one image, sides divisible by 4
   * @param classes the number of classes
   */
  public NetworkGraph network(Shape input, int classes) {
    GraphBuilder builder = NetworkGraph.builder();
    Layers layers = Layers.standalone(builder);
    String features =
        layers.relu(
            "stem.relu",
            layers.convNorm("stem", STEM, Window.same(3, 1), builder.input("image", input)));
    int from = STEM;
    int blocks = (depth - 2) / (STAGES * block.layers);
    for (int stage = 1; stage <= STAGES; stage++) {
      int width = STEM << (stage - 1);
      for (int number = 1; number <= blocks; number++) {
        int stride = stage > 1 && number == 1 ? 2 : 1;
        features =
            residual(layers, "stage" + stage + ".block" + number, from, width, stride, features);
        from = width * block.expansion;
      }
    }
    layers.classifier(classes, features);
    return builder.build();
  }

  private String residual(
      Layers layers, String name, int from, int width, int stride, String input) {
    String shortcut =
        shortcut(layers, name + ".shortcut", from, width * block.expansion, stride, input);
    String path =
        block == Block.BASIC
            ? basic(layers, name, width, stride, input)
            : bottleneck(layers, name, width, stride, input);
    return layers.relu(
        name + ".relu", layers.builder().add(name, new Operation.Add(), path, shortcut));
  }

  private static String basic(Layers layers, String name, int width, int stride, String input) {
    String first = layers.convNorm(name + ".a", width, Window.same(3, stride), input);
    return layers.convNorm(
        name + ".b", width, Window.same(3, 1), layers.relu(name + ".a.relu", first));
  }

  private static String bottleneck(
      Layers layers, String name, int width, int stride, String input) {
    String first =
        layers.relu(
            name + ".a.relu", layers.convNorm(name + ".a", width, Window.same(1, 1), input));
    String second =
        layers.relu(
            name + ".b.relu", layers.convNorm(name + ".b", width, Window.same(3, stride), first));
    return layers.convNorm(
        name + ".c", width * Block.BOTTLENECK.expansion, Window.same(1, 1), second);
  }

  private static String shortcut(
      Layers layers, String name, int from, int to, int stride, String input) {
    if (stride == 2) {
      String pooled =
          layers
              .builder()
              .add(name + ".pool", new Operation.AveragePool(Window.valid(2, 2)), input);
      return layers.conv(name + ".conv", to, Window.same(1, 1), pooled);
    }
    return from == to ? input : layers.convNorm(name, to, Window.same(1, 1), input);
  }
}
