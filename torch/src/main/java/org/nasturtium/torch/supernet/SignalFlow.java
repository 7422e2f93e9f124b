package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.statistics.Ranks;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Labeled;

/**
 * How well signals pass through a candidate's network with the shared weights, whatever the labels:
 * the mean percent rank, in 0..100 among the architectures compared, of two scores that were
 * published for untrained networks.
 *
 * <ul>
 *   <li>The logarithmic synaptic flow of FreeREA (Cavagnero et al., WACV 2023), after Tanaka et al.
 *       (NeurIPS 2020): without normalization, with the magnitudes of all weights and an image of
 *       ones, the sum over the weights of {@code |w| log(1 + |gradient of the summed scores|)}.
 *   <li>NASWOT (Mellor et al., ICML 2021): the logarithm of the determinant of the matrix that
 *       counts, for each pair of images, the rectifiers that agree whether they pass the signal.
 * </ul>
 *
 * <p>Differs from them in that the weights are shared and may be trained, and in the sum of ranks.
 * Of a network whose rectifiers do not tell any two images apart the second is the lowest number.
 */
public record SignalFlow() implements CandidateScore {
  /** Images of the pairs; the cost of a determinant is their cube. */
  private static final int PATTERN_IMAGES = 64;

  private static final double LOWEST = -Double.MAX_VALUE;

  @Override
  public List<double[]> measured(
      SharedWeights shared, List<Architecture> architectures, ScoringImages images) {
    Engine.Options options = shared.network().engine().options().withLayout(Layout.CONTIGUOUS);
    Engine single = Engine.start(options.withPrecision(Precision.FP32));
    Engine exact = Engine.start(options.withPrecision(Precision.FP64));
    Weights weights = shared.network().weights();
    NetworkGraph supernet = shared.network().graph().only(NetworkGraph.LOGITS);
    List<double[]> measured = new ArrayList<>();
    try (StepScope all = StepScope.open();
        BatchStream batches = SharedWeights.shuffled(few(images), 1)) {
      Tensor pixels = Labeled.of(batches.next(), single).images();
      for (Architecture architecture : architectures) {
        NetworkGraph network = supernet.decide(architecture);
        try (StepScope scope = StepScope.open()) {
          measured.add(
              new double[] {
                flow(network, weights, exact), patterns(network, weights, single, pixels)
              });
        }
      }
    }
    return measured;
  }

  private static ScoringImages few(ScoringImages images) {
    int count = Math.min(PATTERN_IMAGES, images.set().size());
    return new ScoringImages(
        images.set(), images.normalization(), images.batches(), count, images.seed());
  }

  private static double flow(NetworkGraph network, Weights weights, Engine engine) {
    Shape input = input(network);
    try (TorchNetwork linear = network(withoutNormalization(network), weights, engine)) {
      try (NoGradGuard guard = new NoGradGuard()) {
        linear.trainable().values().forEach(Tensor::abs_);
      }
      Tensor ones = torch.ones(new long[] {1, input.channels(), input.height(), input.width()});
      Tensor scores =
          linear.forward(
              NetworkGraph.LOGITS,
              engine.onDevice(ones.to(engine.activationType())),
              Gates.none(),
              Pass.training(0, Seed.of(0).random()));
      if (!scores.requires_grad()) {
        return LOWEST;
      }
      scores.sum().backward();
      double sum = 0;
      for (Tensor weight : linear.withGradients()) {
        sum += weight.detach().mul(weight.grad().abs().log1p()).sum().item_double();
      }
      return sum;
    }
  }

  private static double patterns(
      NetworkGraph network, Weights weights, Engine engine, Tensor images) {
    Map<String, String> outputs = new LinkedHashMap<>(network.outputs());
    for (Node node : network.nodes()) {
      if (node.operation().equals(new Operation.Activation(Operation.Activation.Function.RELU))) {
        outputs.put(node.name(), node.name());
      }
    }
    List<String> rectified =
        outputs.keySet().stream().filter(name -> !name.equals(NetworkGraph.LOGITS)).toList();
    if (rectified.isEmpty()) {
      return LOWEST;
    }
    NetworkGraph observed = NetworkGraph.of(network.nodes(), outputs, List.of());
    try (TorchNetwork net = network(observed, weights, engine);
        NoGradGuard guard = new NoGradGuard()) {
      List<Tensor> values = net.forward(rectified, images, Gates.none(), Pass.evaluation());
      Tensor agreement = agreement(values.get(0));
      for (Tensor value : values.subList(1, values.size())) {
        agreement = agreement.add(agreement(value));
      }
      double determinant = torch.logdet(agreement).item_double();
      return Double.isFinite(determinant) ? determinant : LOWEST;
    }
  }

  /** Counts for each pair of images on how many rectifiers they agree. */
  private static Tensor agreement(Tensor rectified) {
    Tensor on = rectified.gt(torch.zeros_like(rectified)).flatten(1, -1).to(ScalarType.Float);
    Tensor off = on.neg().add(torch.ones_like(on));
    return on.matmul(on.t()).add(off.matmul(off.t())).to(ScalarType.Double);
  }

  private static TorchNetwork network(NetworkGraph graph, Weights weights, Engine engine) {
    TorchNetwork network = new TorchNetwork(graph, engine, Seed.of(0));
    network.inherit(weights);
    return network;
  }

  private static Shape input(NetworkGraph network) {
    return network.nodes().stream()
        .map(Node::operation)
        .filter(Operation.Input.class::isInstance)
        .map(operation -> ((Operation.Input) operation).shape())
        .findFirst()
        .orElse(new Shape(1, 1, 1));
  }

  private static NetworkGraph withoutNormalization(NetworkGraph network) {
    List<Node> nodes =
        network.nodes().stream()
            .map(
                node ->
                    node.operation() instanceof Operation.BatchNorm
                        ? new Node(node.name(), new Operation.Identity(), node.inputs())
                        : node)
            .toList();
    return NetworkGraph.of(nodes, network.outputs(), List.of());
  }

  @Override
  public List<Double> combined(List<double[]> measured) {
    double[] sums = new double[measured.size()];
    for (int k = 0; k < measured.get(0).length; k++) {
      int which = k;
      double[] ranks = Ranks.of(measured.stream().mapToDouble(each -> each[which]).toArray());
      Arrays.setAll(sums, i -> sums[i] + ranks[i]);
    }
    int scores = measured.get(0).length;
    return IntStream.range(0, sums.length)
        .mapToObj(i -> 100 * sums[i] / (scores * (double) sums.length))
        .toList();
  }
}
