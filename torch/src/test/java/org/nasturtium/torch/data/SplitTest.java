package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

final class SplitTest {
  @Test
  void halvesAreDisjointSortedAndTogetherEverything() {
    for (long seed = 0; seed < 20; seed++) {
      int size = 2 + (int) seed * 7;
      Split split = Split.halves(size, Seed.of(seed));
      assertThat(split.first()).as("seed %d", seed).isSorted().hasSize(size / 2);
      assertThat(split.second()).as("seed %d", seed).isSorted();
      assertThat(IntStream.concat(IntStream.of(split.first()), IntStream.of(split.second())))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
    }
    assertThat(Split.halves(100, Seed.of(1)).first())
        .isEqualTo(Split.halves(100, Seed.of(1)).first())
        .isNotEqualTo(Split.halves(100, Seed.of(2)).first());
  }

  @Test
  void aStratifiedSplitTakesTheSameShareOfEveryClass() {
    ImageSet set = Images.random(200, 4, new ImageShape(1, 1, 1), 3);
    Split split = Split.stratified(set, 0.8, Seed.of(4));
    for (int c = 0; c < 4; c++) {
      int label = c;
      assertThat(IntStream.of(split.first()).filter(i -> set.label(i) == label)).hasSize(40);
      assertThat(IntStream.of(split.second()).filter(i -> set.label(i) == label)).hasSize(10);
    }
    assertThat(split.first(set).size() + split.second(set).size()).isEqualTo(200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.stratified(set, 1, Seed.of(1)))
        .withMessageContaining("1.0");
  }

  @Test
  void aGivenSplitIsKeptAndMayNotOverlap() {
    Split split = Split.of(new int[] {3, 1}, new int[] {2});
    assertThat(split.first()).containsExactly(3, 1);
    assertThat(split.second()).containsExactly(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.of(new int[] {3, 1}, new int[] {1}))
        .withMessageContaining("image 1 stands in the split twice");
    assertThatIllegalArgumentException().isThrownBy(() -> Split.of(new int[] {-1}, new int[] {1}));
    ImageSet small = Images.random(3, 2, new ImageShape(1, 1, 1), 1);
    assertThatIllegalArgumentException().isThrownBy(() -> split.first(small));
  }
}
