package org.nasturtium.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedTest {
  @Test
  void namesGiveTheSameChildrenForever() {
    assertThat(Seed.of(88).child("trial", 17).child("weights"))
        .isEqualTo(new Seed(2_322_439_242_301_148_251L));
  }

  @Test
  void drawsAreTheSameForever() {
    RandomGenerator random = Seed.of(88).random();
    assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextInt(1000)})
        .containsExactly(-7_169_376_385_207_004_297L, -3_051_565_078_789_484_371L, 434);
    assertThat(random.nextDouble()).isEqualTo(0.29759570841980865);
    assertThat(random.nextGaussian()).isEqualTo(0.16491736922779132);
  }

  @Test
  void childrenDifferByNameIndexAndParent() {
    Set<Seed> seeds = new HashSet<>();
    for (int index = 0; index < 1000; index++) {
      seeds.add(Seed.of(1).child("trial", index));
      seeds.add(Seed.of(2).child("trial", index));
      seeds.add(Seed.of(1).child("trial" + index));
    }
    assertThat(seeds).hasSize(3000);
  }

  @Test
  void theOrderOfCallsDoesNotMatter() {
    Seed root = Seed.of(5);
    Seed weights = root.child("weights");
    root.child("gates").random().nextLong();
    assertThat(root.child("weights")).isEqualTo(weights);
  }
}
