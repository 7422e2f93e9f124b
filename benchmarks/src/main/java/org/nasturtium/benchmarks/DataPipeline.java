package org.nasturtium.benchmarks;

import java.util.List;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.Epochs;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.ImageShape;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.data.Preparation;

/** How many images of CIFAR's size one thread crops, flips and normalizes in a second. */
record DataPipeline() implements Benchmark {
  private static final int IMAGES = 10_000;
  private static final int BATCH = 64;
  private static final int EPOCHS = 5;
  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  @Override
  public String name() {
    return "data";
  }

  @Override
  public List<Row> run(int rounds) {
    ImageSet set = images();
    double[] perSecond = new double[rounds];
    rate(set);
    for (int i = 0; i < rounds; i++) {
      perSecond[i] = rate(set);
    }
    return List.of(
        new Row("data pipeline", "one thread", Spread.of(perSecond), "images/s", null, ""));
  }

  private static double rate(ImageSet set) {
    Preparation preparation =
        new Preparation(Normalization.CIFAR10, Augmentation.standard(32), BATCH);
    Stopwatch watch = Stopwatch.start();
    int seen = 0;
    try (BatchStream stream =
        BatchStream.training(set, preparation, Epochs.of(EPOCHS), Seed.of(1))) {
      while (stream.hasNext()) {
        seen += stream.next().size();
      }
    }
    return seen / watch.seconds();
  }

  private static ImageSet images() {
    byte[] pixels = new byte[IMAGES * SHAPE.values()];
    Seed.of(2).random().nextBytes(pixels);
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 2;
    }
    return ImageSet.of("random images", List.of("even", "odd"), SHAPE, pixels, labels);
  }
}
