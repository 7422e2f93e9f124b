package org.nasturtium.benchmarks;

import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Loss;
import org.nasturtium.torch.train.Sgd;

/** The training of one decided network of the NATS-Bench topology space on random images. */
final class TrainingTask implements AutoCloseable {
  private final TorchNetwork network;
  private final Sgd sgd;
  private final RandomBatch batch;
  private final Pass pass = Pass.training(0, Seed.of(2).random());

  TrainingTask(Architecture architecture, Engine engine, int cells, int batchSize) {
    NatsTopology space = new NatsTopology();
    Skeleton skeleton = space.skeleton(new Shape(3, 32, 32), 10).withCells(cells);
    network = new TorchNetwork(space.network(architecture, skeleton), engine, Seed.of(1));
    sgd = new Sgd(network.trainable(), Sgd.Momentum.NESTEROV, 0.9, 5e-4);
    batch = new RandomBatch(engine, batchSize);
  }

  void step() {
    try (StepScope scope = StepScope.open()) {
      Labeled images = batch.tensors();
      Tensor logits = network.forward(NetworkGraph.LOGITS, images.images(), Gates.none(), pass);
      Loss.crossEntropy(logits, images.labels(), 0).backward();
      sgd.step(1e-3);
      network.clearGradients();
    }
  }

  @Override
  public void close() {
    sgd.close();
    network.close();
  }
}
