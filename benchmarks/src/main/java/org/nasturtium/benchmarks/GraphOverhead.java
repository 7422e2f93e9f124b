package org.nasturtium.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
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

/**
 * What following a graph costs against the same calls written down by hand, for the ResNet cell
 * with 5 cells per stage.
 */
record GraphOverhead(Engine.Options best) implements Benchmark {
  private static final int CELLS = 5;

  /** Computes logits. */
  @FunctionalInterface
  private interface Forward {
    Tensor of(Tensor images);
  }

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public List<Row> run(int rounds) {
    NatsTopology space = new NatsTopology();
    Skeleton skeleton = space.skeleton(new Shape(3, 32, 32), 10).withCells(CELLS);
    Engine engine = Engine.start(best);
    NetworkGraph graph = space.network(NatsTopology.RESNET, skeleton);
    try (TorchNetwork network = new TorchNetwork(graph, engine, Seed.of(1))) {
      List<Row> rows = new ArrayList<>();
      rows.addAll(forward(network, 64, rounds));
      rows.addAll(backward(network, 64, rounds));
      rows.addAll(forward(network, 1, rounds));
      return rows;
    }
  }

  private static List<Row> forward(TorchNetwork network, int images, int rounds) {
    RandomBatch batch = new RandomBatch(network.engine(), images);
    HandWritten written = new HandWritten(network, CELLS, false);
    Forward graph =
        input -> network.forward(NetworkGraph.LOGITS, input, Gates.none(), Pass.evaluation());
    checkEqual(written::forward, graph, batch);
    return new Alternation(images == 1 ? 20 : 4)
        .with("by hand", () -> evaluate(written::forward, batch))
        .with("graph", () -> evaluate(graph, batch))
        .rows("forward, batch " + images, images == 1 ? "" : "at least 0.97", rounds);
  }

  private static List<Row> backward(TorchNetwork network, int images, int rounds) {
    RandomBatch batch = new RandomBatch(network.engine(), images);
    HandWritten written = new HandWritten(network, CELLS, true);
    Pass pass = Pass.training(0, Seed.of(2).random());
    Forward graph = input -> network.forward(NetworkGraph.LOGITS, input, Gates.none(), pass);
    return new Alternation(2)
        .with("by hand", () -> train(written::forward, batch, network))
        .with("graph", () -> train(graph, batch, network))
        .rows("forward + backward, batch " + images, "at least 0.97", rounds);
  }

  private static void evaluate(Forward forward, RandomBatch batch) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      forward.of(batch.tensors().images());
    }
  }

  private static void train(Forward forward, RandomBatch batch, TorchNetwork network) {
    try (StepScope scope = StepScope.open()) {
      Labeled images = batch.tensors();
      Loss.crossEntropy(forward.of(images.images()), images.labels(), 0).backward();
      network.clearGradients();
    }
  }

  /** A comparison of different computations would say nothing. */
  private static void checkEqual(Forward one, Forward other, RandomBatch batch) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor images = batch.tensors().images();
      if (!one.of(images).equal(other.of(images))) {
        throw new IllegalStateException("the network by hand differs from the graph's");
      }
    }
  }
}
