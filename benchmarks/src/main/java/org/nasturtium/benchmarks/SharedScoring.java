package org.nasturtium.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.ImageShape;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ScoringImages;
import org.nasturtium.torch.supernet.SharedWeights;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Loss;

/**
 * How much faster architectures are scored with shared weights than one by one by full forward
 * passes, contiguous in fp32: 16 channels, 5 cells per stage, one batch of 512 images.
 *
 * @param architectures how many architectures are drawn; the more, the more they share
 * @param best how to compute
 */
record SharedScoring(int architectures, Engine.Options best) implements Benchmark {
  private static final int IMAGES = 512;
  private static final int CLASSES = 10;

  @Override
  public String name() {
    return "scoring";
  }

  @Override
  public List<Row> run(int rounds) {
    Engine.Options plain = best.withPrecision(Precision.FP32).withLayout(Layout.CONTIGUOUS);
    NatsTopology space = new NatsTopology();
    NetworkGraph graph =
        space.supernet(
            space
                .skeleton(new Shape(3, 32, 32), CLASSES)
                .searching()
                .withCells(SupernetSteps.CELLS));
    RandomGenerator random = Seed.of(5).random();
    List<Architecture> sample =
        Stream.generate(() -> space.sample(random)).limit(architectures).toList();
    ScoringImages images =
        new ScoringImages(
            images(), Normalization.none(3), CandidateOptions.Batches.COMMON, IMAGES, Seed.of(6));
    try (TorchNetwork slow = new TorchNetwork(graph, Engine.start(plain), Seed.of(1));
        TorchNetwork fast = new TorchNetwork(graph, Engine.start(best), Seed.of(1))) {
      RandomBatch batch = new RandomBatch(slow.engine(), IMAGES);
      RandomBatch same = new RandomBatch(fast.engine(), IMAGES);
      SharedWeights shared = new SharedWeights(fast);
      return new Alternation(1, 0)
          .with("one by one, contiguous fp32", () -> oneByOne(slow, sample, batch))
          .with("one by one, " + best.precision(), () -> oneByOne(fast, sample, same))
          .with("shared, " + best.precision(), () -> shared.accuracies(sample, images))
          .rows("scoring %d architectures".formatted(architectures), "at least 3.0", rounds);
    }
  }

  private static void oneByOne(TorchNetwork network, List<Architecture> sample, RandomBatch batch) {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Labeled images = batch.tensors();
      for (Architecture each : sample) {
        try (StepScope step = StepScope.open()) {
          Loss.correct(
              network.forward(
                  NetworkGraph.LOGITS,
                  images.images(),
                  Gates.of(network.graph(), each),
                  Pass.evaluation()),
              images.labels());
        }
      }
    }
  }

  private static ImageSet images() {
    ImageShape shape = new ImageShape(3, 32, 32);
    byte[] pixels = new byte[IMAGES * 3 * 32 * 32];
    Seed.of(4).random().nextBytes(pixels);
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % CLASSES;
    }
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList();
    return ImageSet.of("noise", classes, shape, pixels, labels);
  }
}
