package org.nasturtium.torch.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Numbers;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Loss;

/** The gradients of whole networks agree with central differences. */
final class WeightGradientTest {
  private static final Seed SEED = Seed.of(3);
  private static final Skeleton SKELETON = Skeleton.standalone(Graphs.IMAGE, 4, 2, 1);
  private static final double STEP = 1e-6;

  @Test
  void aTopologyNetwork() {
    check(new NatsTopology().network(Architecture.of(3, 2, 4, 1, 3, 2), SKELETON), 60);
  }

  @Test
  void aSearchedTopologyNetwork() {
    check(new NatsTopology().network(Architecture.of(3, 2, 4, 1, 3, 2), SKELETON.searching()), 60);
  }

  @Test
  void aCellNetwork() {
    DartsCnn space = DartsCnn.eightOperations();
    Architecture any = space.sample(SEED.child("cell").random());
    check(space.network(any, SKELETON.searching()), 60);
  }

  private static void check(NetworkGraph graph, int entries) {
    RandomGenerator random = SEED.child("entries").random();
    try (StepScope scope = StepScope.open();
        TorchNetwork network = new TorchNetwork(graph, Engines.exact(), SEED.child("weights"))) {
      loss(network).backward();
      List<String> names = List.copyOf(network.trainable().keySet());
      for (int i = 0; i < entries; i++) {
        String name = names.get(random.nextInt(names.size()));
        Tensor tensor = Numbers.named(network.trainable(), name);
        int at = random.nextInt(Math.toIntExact(tensor.numel()));
        double gradient = Tensors.doubles(tensor.grad())[at];
        assertThat(difference(network, tensor, at))
            .as("%s at %d", name, at)
            .isCloseTo(gradient, within(1e-6 + 1e-4 * Math.abs(gradient)));
      }
      network.clearGradients();
    }
  }

  private static double difference(TorchNetwork network, Tensor tensor, int at) {
    DoublePointer values = tensor.detach().data_ptr_double();
    double center = values.get(at);
    values.put(at, center + STEP);
    double above = loss(network).item_double();
    values.put(at, center - STEP);
    double below = loss(network).item_double();
    values.put(at, center);
    return (above - below) / (2 * STEP);
  }

  private static Tensor loss(TorchNetwork network) {
    RandomGenerator random = SEED.child("images").random();
    Tensor images = Numbers.batch(network.engine(), 4, Graphs.IMAGE, random);
    Tensor logits =
        network.forward(NetworkGraph.LOGITS, images, Gates.none(), Pass.training(0, random));
    return Loss.crossEntropy(logits, Tensors.of(new long[] {0, 1, 2, 3}), 0.1);
  }
}
