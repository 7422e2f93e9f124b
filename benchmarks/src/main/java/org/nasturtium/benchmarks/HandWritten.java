package org.nasturtium.benchmarks;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.network.Operation.BatchNorm;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.TorchNetwork;

/**
 * The network of NATS-Bench's ResNet cell as a programmer would write it down, call after call, on
 * the weights of a graph's network and with the same formulations.
 */
final class HandWritten {
  private static final long[] ONE = {1, 1};
  private static final long[] TWO = {2, 2};
  private static final long[] NO_PADDING = {0, 0};

  private final Map<String, Tensor> weights;
  private final ScalarType type;
  private final boolean pointwiseAsLinear;
  private final int cells;
  private final boolean training;

  HandWritten(TorchNetwork network, int cells, boolean training) {
    Engine engine = network.engine();
    this.weights = network.state();
    this.type = engine.activationType();
    this.pointwiseAsLinear =
        engine.isChannelsLast() && engine.options().precision() == Precision.BF16;
    this.cells = cells;
    this.training = training;
  }

  /** Returns the logits [N, classes] of images [N, C, H, W]. */
  Tensor forward(Tensor images) {
    Tensor map;
    try (Tensor stem = convolved(images, "stem", ONE)) {
      map = normalized(stem, "stem");
    }
    for (int stage = 1; stage <= 3; stage++) {
      if (stage > 1) {
        map = reduced(map, "reduction" + (stage - 1));
      }
      for (int cell = 1; cell <= cells; cell++) {
        map = cell(map, "stage" + stage + ".cell" + cell);
      }
    }
    return head(map);
  }

  private Tensor cell(Tensor map, String name) {
    try (map;
        Tensor first = block(map, name + ".edge1-0.nor_conv_3x3", ONE);
        Tensor second = block(first, name + ".edge2-1.nor_conv_3x3", ONE)) {
      return map.add(second);
    }
  }

  private Tensor reduced(Tensor map, String name) {
    try (map;
        Tensor first = block(map, name + ".a", TWO);
        Tensor second = block(first, name + ".b", ONE);
        Tensor pooled = torch.avg_pool2d(map, TWO, TWO, NO_PADDING, false, false, Tensors.NO_LONG);
        Tensor shortcut = pointwise(pooled, name + ".shortcut")) {
      return second.add(shortcut);
    }
  }

  private Tensor block(Tensor map, String name, long[] stride) {
    try (Tensor positive = torch.relu(map);
        Tensor convolved = convolved(positive, name, stride)) {
      return normalized(convolved, name);
    }
  }

  private Tensor head(Tensor map) {
    try (map;
        Tensor normalized = normalized(map, "head");
        Tensor positive = torch.relu(normalized);
        Tensor pooled = positive.to(ScalarType.Float).mean(2, 3)) {
      return torch.linear(pooled, weight("head.linear.weight"), optional("head.linear.bias"));
    }
  }

  private Tensor convolved(Tensor map, String name, long[] stride) {
    return torch.conv2d(
        map, weight(name + ".conv.weight").to(type), Tensors.NONE, stride, ONE, ONE, 1);
  }

  private Tensor pointwise(Tensor map, String name) {
    Tensor weight = weight(name + ".conv.weight").to(type);
    if (!pointwiseAsLinear) {
      return torch.conv2d(map, weight, Tensors.NONE, ONE, NO_PADDING, ONE, 1);
    }
    Tensor matrix = weight.reshape(weight.size(0), weight.size(1));
    return torch.linear(map.permute(0, 2, 3, 1), matrix).permute(0, 3, 1, 2);
  }

  private Tensor normalized(Tensor map, String name) {
    return torch.batch_norm(
        map,
        optional(name + ".norm.weight"),
        optional(name + ".norm.bias"),
        optional(name + ".norm.running_mean"),
        optional(name + ".norm.running_var"),
        training,
        BatchNorm.MOMENTUM,
        BatchNorm.EPSILON,
        false);
  }

  private TensorOptional optional(String name) {
    return new TensorOptional(weight(name));
  }

  private Tensor weight(String name) {
    Tensor weight = weights.get(name);
    if (weight == null) {
      throw new IllegalStateException("the network has no weight named " + name);
    }
    return weight;
  }
}
