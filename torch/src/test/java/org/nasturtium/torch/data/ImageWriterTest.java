package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

/** The fast writer against a slow one that does what the definition says, pixel by pixel. */
final class ImageWriterTest {
  private static final ImageShape SHAPE = new ImageShape(3, 6, 8);
  private static final Normalization NORMALIZATION = Normalization.CIFAR10;

  @Test
  void everyAugmentationEqualsItsDefinition() {
    ImageSet set = Images.random(5, 2, SHAPE, 1);
    for (int padding : new int[] {0, 1, 4, 9}) {
      for (double flip : new double[] {0, 0.5, 1}) {
        for (int cutout : new int[] {0, 1, 3, 4, 20}) {
          check(set, new Augmentation(padding, flip, cutout));
        }
      }
    }
  }

  @Test
  void augmentationsHaveTheirStatistics() {
    ImageSet set = Images.random(2, 2, new ImageShape(1, 5, 5), 2);
    ImageWriter writer = new ImageWriter(set, Normalization.none(1), new Augmentation(1, 0.5, 0));
    RandomGenerator random = Seed.of(11).random();
    Map<Integer, Integer> seen = new HashMap<>();
    int draws = 18_000;
    float[] target = new float[25];
    for (int i = 0; i < draws; i++) {
      writer.write(0, random, target, 0);
      seen.merge(java.util.Arrays.hashCode(target), 1, Integer::sum);
    }
    assertThat(seen).as("2 flips times 3x3 places").hasSize(18);
    assertThat(seen.values())
        .as("each 1000 times, within 5 sigma")
        .allMatch(n -> n > 846 && n < 1154);
  }

  @Test
  void theStandardAugmentationGrowsWithTheSide() {
    assertThat(Augmentation.standard(32)).isEqualTo(new Augmentation(4, 0.5, 0));
    assertThat(Augmentation.standard(16)).isEqualTo(new Augmentation(2, 0.5, 0));
    assertThat(Augmentation.standardWithoutFlip(28)).isEqualTo(new Augmentation(4, 0, 0));
    assertThat(Augmentation.none().withCutout(16).cutout()).isEqualTo(16);
    assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(0, 1.1, 0));
  }

  @Test
  void theNormalizationNeedsAllChannels() {
    ImageSet set = Images.random(1, 2, new ImageShape(1, 2, 2), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageWriter(set, NORMALIZATION, Augmentation.none()))
        .withMessageContaining("1 channels, the normalization 3");
  }

  private static void check(ImageSet set, Augmentation augmentation) {
    ImageWriter writer = new ImageWriter(set, NORMALIZATION, augmentation);
    for (long seed = 0; seed < 30; seed++) {
      int image = (int) seed % set.size();
      float[] fast = new float[SHAPE.values() + 7];
      writer.write(image, Seed.of(seed).random(), fast, 7);
      float[] slow = slow(set, image, augmentation, Seed.of(seed).random());
      for (int i = 0; i < slow.length; i++) {
        assertThat(fast[7 + i])
            .as("%s, seed %d, value %d", augmentation, seed, i)
            .isCloseTo(slow[i], within(1e-5f));
      }
    }
  }

  private static float[] slow(
      ImageSet set, int image, Augmentation augmentation, RandomGenerator random) {
    boolean flip =
        augmentation.flipProbability() > 0 && random.nextDouble() < augmentation.flipProbability();
    int padding = augmentation.padding();
    int top = padding > 0 ? random.nextInt(2 * padding + 1) : 0;
    int left = padding > 0 ? random.nextInt(2 * padding + 1) : 0;
    int cut = augmentation.cutout();
    int cutY = cut > 0 ? random.nextInt(SHAPE.height()) - cut / 2 : 0;
    int cutX = cut > 0 ? random.nextInt(SHAPE.width()) - cut / 2 : 0;
    float[] out = new float[SHAPE.values()];
    int at = 0;
    for (int y = 0; y < SHAPE.height(); y++) {
      for (int x = 0; x < SHAPE.width(); x++) {
        for (int c = 0; c < 3; c++) {
          int sourceY = y + top - padding;
          int paddedX = x + left - padding;
          int sourceX = flip ? SHAPE.width() - 1 - paddedX : paddedX;
          boolean inside =
              sourceY >= 0 && sourceY < SHAPE.height() && sourceX >= 0 && sourceX < SHAPE.width();
          int raw = inside ? Images.pixel(set, image, c, sourceY, sourceX) : 0;
          boolean isCut = y >= cutY && y < cutY + cut && x >= cutX && x < cutX + cut;
          out[at++] =
              isCut
                  ? 0
                  : (float)
                      ((raw / 255.0 - NORMALIZATION.mean().get(c))
                          / NORMALIZATION.standardDeviation().get(c));
        }
      }
    }
    return out;
  }
}
