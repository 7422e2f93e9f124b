package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

final class ShapesTest {
  private static final Seed SEED = Seed.of(1);

  @Test
  void theDefaultIsTenThousandAndTwoThousandBalancedColorImages() {
    ImageData data = DataSets.load("shapes", null, DataSets.Request.of(SEED));
    assertThat(data.train().size()).isEqualTo(10_000);
    assertThat(data.test().size()).isEqualTo(2_000);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(data.train().classNames()).hasSize(10).contains("striped disk", "checkered star");
    assertThat(IntStream.range(0, 2000).filter(i -> data.test().label(i) == 7)).hasSize(200);
  }

  @Test
  void anImageDependsOnSeedPartAndIndexAlone() {
    ImageSet large = Shapes.generate("train", 60, 32, SEED);
    ImageSet small = Shapes.generate("train", 20, 32, SEED);
    int[] first = IntStream.range(0, 20).toArray();
    assertThat(small.fingerprint()).isEqualTo(large.subset(first).fingerprint());
    assertThat(Shapes.generate("test", 20, 32, SEED).fingerprint())
        .isNotEqualTo(small.fingerprint());
    assertThat(Shapes.generate("train", 20, 32, Seed.of(2)).fingerprint())
        .isNotEqualTo(small.fingerprint());
  }

  @Test
  void theSideAndTheNumbersAreTheUsers() {
    DataSets.Request request = DataSets.Request.of(SEED).withSide(16).withImages(30, 10);
    ImageData data = DataSets.load("shapes", null, request);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 16, 16));
    assertThat(data.train().size()).isEqualTo(30);
    assertThat(data.test().size()).isEqualTo(10);
    assertThat(data.augmentation().padding()).isEqualTo(2);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> request.withSide(4))
        .withMessageContaining("8..512 pixels, got 4");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> request.withImages(0, 1))
        .withMessageContaining("at least 1, got 0");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("shapes", null, request.withSide(512).withImages(4000, 10)))
        .withMessageContaining("too many for one set");
  }

  @Test
  void aLinearModelLearnsSomethingButNotTheTask() {
    ImageSet train = Shapes.generate("train", 6000, 32, SEED);
    ImageSet test = Shapes.generate("test", 2000, 32, SEED);
    LinearClassifier linear = new LinearClassifier(train, Normalization.of(train));
    linear.train(3, 1e-4f);
    assertThat(linear.accuracy(test)).as("chance is 0.1").isBetween(0.13, 0.4);
  }

  @Test
  void theNearestMeanImageDoesNotTellTheClass() {
    ImageSet train = Shapes.generate("train", 4000, 32, SEED);
    ImageSet test = Shapes.generate("test", 2000, 32, SEED);
    assertThat(nearestMean(train, test)).as("chance is 0.1").isBetween(0.11, 0.4);
  }

  @Test
  void meanColorsDoNotTellTheClass() {
    ImageSet train = Shapes.generate("train", 4000, 32, SEED).resized(1);
    ImageSet test = Shapes.generate("test", 2000, 32, SEED).resized(1);
    assertThat(nearestMean(train, test)).as("chance is 0.1").isLessThan(0.17);
  }

  @Test
  void stripesHaveOneDirectionAndCheckersTwo() {
    ImageSet set = Shapes.generate("train", 1000, 32, SEED);
    double[] coherence = IntStream.range(0, 1000).mapToDouble(i -> coherence(set, i)).toArray();
    double median = Arrays.stream(coherence).sorted().skip(500).findFirst().orElseThrow();
    long right =
        IntStream.range(0, 1000)
            .filter(i -> (set.label(i) % 2 == 0) == (coherence[i] > median))
            .count();
    assertThat(right).as("a rule that knows what to look for").isGreaterThan(740);
  }

  @Test
  void theSilhouetteFillsTheAreaThatItsNameSays() {
    assertThat(area(Silhouette.DISK)).isBetween(3.0, Math.PI);
    assertThat(area(Silhouette.SQUARE)).isBetween(1.97, 2.03);
    assertThat(area(Silhouette.TRIANGLE)).isBetween(1.27, 1.33);
    assertThat(area(Silhouette.CROSS)).isBetween(2.0, 2.3);
    assertThat(area(Silhouette.STAR)).isBetween(1.2, 1.45);
    assertThat(Silhouette.SQUARE.distance(0, 0)).isCloseTo(-Math.sqrt(0.5), within(1e-12));
    assertThat(Silhouette.DISK.distance(3, 0)).isCloseTo(2, within(1e-12));
  }

  /**
   * Returns how far the gradients of the image's middle agree in direction, in 0..1 (the structure
   * tensor's coherence).
   */
  private static double coherence(ImageSet set, int image) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int c = 0; c < 3; c++) {
      for (int y = 10; y < 22; y++) {
        for (int x = 10; x < 22; x++) {
          double gx = Images.pixel(set, image, c, y, x + 1) - Images.pixel(set, image, c, y, x - 1);
          double gy = Images.pixel(set, image, c, y + 1, x) - Images.pixel(set, image, c, y - 1, x);
          xx += gx * gx;
          yy += gy * gy;
          xy += gx * gy;
        }
      }
    }
    return Math.hypot(xx - yy, 2 * xy) / (xx + yy);
  }

  private static double area(Silhouette silhouette) {
    int inside = 0;
    for (int y = -100; y < 100; y++) {
      for (int x = -100; x < 100; x++) {
        inside += silhouette.distance((x + 0.5) / 100, (y + 0.5) / 100) < 0 ? 1 : 0;
      }
    }
    return inside / 1e4;
  }

  private static double nearestMean(ImageSet train, ImageSet test) {
    int values = train.shape().values();
    double[][] means = new double[train.classes()][values];
    for (int i = 0; i < train.size(); i++) {
      for (int v = 0; v < values; v++) {
        means[train.label(i)][v] +=
            (train.pixels()[train.offset(i) + v] & 0xff) * (double) train.classes() / train.size();
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < means.length; c++) {
        double distance = 0;
        for (int v = 0; v < values; v++) {
          double d = (test.pixels()[test.offset(i) + v] & 0xff) - means[c][v];
          distance += d * d;
        }
        if (distance < least) {
          least = distance;
          best = c;
        }
      }
      right += best == test.label(i) ? 1 : 0;
    }
    return (double) right / test.size();
  }
}
