package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

final class ImageSetTest {
  private static final ImageShape TINY = new ImageShape(1, 2, 2);

  @Test
  void aSetCopiesWhatItIsGiven() {
    byte[] pixels = new byte[8];
    int[] labels = {0, 1};
    ImageSet set = ImageSet.of("two", Images.names(2), TINY, pixels, labels);
    String before = set.fingerprint();
    pixels[0] = 9;
    labels[0] = 1;
    assertThat(set.label(0)).isZero();
    assertThat(set.subset(new int[] {0, 1}).fingerprint()).isEqualTo(before);
  }

  @Test
  void lengthsAndLabelsMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSet.of("odd", Images.names(2), TINY, new byte[7], new int[] {0, 1}))
        .withMessageContaining("need 8 bytes, got 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSet.of("odd", Images.names(2), TINY, new byte[8], new int[] {0, 2}))
        .withMessageContaining("label 2 of image 1");
  }

  @Test
  void aSubsetOfASubsetStillFindsItsPixels() {
    ImageSet set = Images.random(10, 3, TINY, 1);
    ImageSet nested = set.subset(new int[] {9, 4, 7}).subset(new int[] {2, 0});
    assertThat(nested.size()).isEqualTo(2);
    assertThat(nested.label(0)).isEqualTo(set.label(7));
    assertThat(Images.pixel(nested, 1, 0, 1, 1)).isEqualTo(Images.pixel(set, 9, 0, 1, 1));
    assertThat(nested.pixels()).as("pixels are shared").isSameAs(set.pixels());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nested.subset(new int[] {2}))
        .withMessageContaining("0..1, got 2");
  }

  @Test
  void theFingerprintSeesContentAndNotNames() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8};
    int[] labels = {0, 1};
    String known = ImageSet.of("a", List.of("x", "y"), TINY, pixels, labels).fingerprint();
    assertThat(known).matches("[0-9a-f]{64}");
    assertThat(ImageSet.of("b", List.of("p", "q"), TINY, pixels, labels).fingerprint())
        .isEqualTo(known);
    assertThat(ImageSet.of("a", List.of("x", "y"), TINY, pixels, new int[] {1, 0}).fingerprint())
        .isNotEqualTo(known);
    byte[] changed = pixels.clone();
    changed[7]++;
    assertThat(ImageSet.of("a", List.of("x", "y"), TINY, changed, labels).fingerprint())
        .isNotEqualTo(known);
    ImageShape flat = new ImageShape(1, 1, 4);
    assertThat(ImageSet.of("a", List.of("x", "y"), flat, pixels, labels).fingerprint())
        .isNotEqualTo(known);
  }

  @Test
  void aLimitedSetIsBalancedOrderedAndNested() {
    ImageSet set = Images.random(100, 4, TINY, 2);
    ImageSet thirty = set.limit(30, Seed.of(5));
    int[] counts = new int[4];
    IntStream.range(0, 30).forEach(i -> counts[thirty.label(i)]++);
    assertThat(counts).containsOnly(7, 8);
    int[] large = offsets(thirty);
    int[] small = offsets(set.limit(10, Seed.of(5)));
    assertThat(large).isSorted();
    assertThat(Arrays.stream(small).boxed()).allMatch(o -> Arrays.binarySearch(large, o) >= 0);
    assertThat(offsets(set.limit(30, Seed.of(6)))).isNotEqualTo(large);
    assertThat(set.limit(100, Seed.of(5))).isSameAs(set);
    assertThatIllegalArgumentException().isThrownBy(() -> set.limit(0, Seed.of(5)));
  }

  @Test
  void halvingTheSideAveragesSquaresOfFourPixels() {
    byte[] pixels = {10, 20, 0, 0, 30, 40, 0, (byte) 255, 1, 1, 2, 2, 1, 1, 2, 2};
    ImageSet set =
        ImageSet.of(
            "s",
            Images.names(2),
            new ImageShape(1, 4, 4),
            Arrays.copyOf(pixels, 32),
            new int[] {0, 1});
    ImageSet half = set.resized(2);
    assertThat(half.shape()).isEqualTo(new ImageShape(1, 2, 2));
    assertThat(Arrays.copyOf(half.pixels(), 4)).containsExactly(25, 64, 1, 2);
    assertThat(half.label(1)).isEqualTo(1);
    assertThat(set.resized(4)).isSameAs(set);
  }

  @Test
  void resizingKeepsAConstantImageAndTheMean() {
    for (int side : new int[] {1, 3, 5, 16, 31, 32, 33, 50}) {
      byte[] flat = new byte[2 * 32 * 32];
      Arrays.fill(flat, (byte) 200);
      ImageSet set =
          ImageSet.of("f", Images.names(2), new ImageShape(1, 32, 32), flat, new int[] {0, 1});
      ImageSet small = set.resized(side);
      for (byte value : small.pixels()) {
        assertThat(value & 0xff).as("side %d", side).isEqualTo(200);
      }
      ImageSet noise = Images.random(4, 2, new ImageShape(3, 32, 32), side);
      assertThat(Normalization.of(noise.resized(side)).mean().get(1))
          .as("side %d", side)
          .isCloseTo(
              Normalization.of(noise).mean().get(1), org.assertj.core.data.Offset.offset(0.003));
    }
  }

  @Test
  void aShapeRefusesWhatOnlyADamagedHeaderSays() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageShape(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageShape(3, 4097, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PixelCount.bytes("big", 1_000_000, new ImageShape(3, 64, 64)))
        .withMessageContaining("big: 1000000 images of 3x64x64");
  }

  private static int[] offsets(ImageSet set) {
    return IntStream.range(0, set.size()).map(set::offset).toArray();
  }
}
