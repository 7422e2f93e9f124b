package org.nasturtium.core.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final List<Choice> CHOICES =
      List.of(Choice.of("a", "x", "y"), Choice.of("b", "x", "y", "z"), Choice.of("c", "x"));

  @Test
  void ranksCountTheProductWithTheFirstChoiceOutermost() {
    Set<Architecture> all = new HashSet<>();
    for (int rank = 0; rank < 6; rank++) {
      Architecture architecture = Architecture.unrank(CHOICES, BigInteger.valueOf(rank));
      assertThat(architecture.rank(CHOICES)).isEqualTo(BigInteger.valueOf(rank));
      assertThat(architecture.picks()).containsExactly(rank / 3, rank % 3, 0);
      all.add(architecture);
    }
    assertThat(all).hasSize(6);
  }

  @Test
  void aRankOutsideTheProductIsRefused() {
    assertThatThrownBy(() -> Architecture.unrank(CHOICES, BigInteger.valueOf(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rank 6 is outside 0..5");
    assertThatThrownBy(() -> Architecture.unrank(CHOICES, BigInteger.valueOf(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalPicksAreEqualArchitectures() {
    assertThat(Architecture.of(1, 2, 0))
        .isEqualTo(Architecture.of(1, 2, 0))
        .hasSameHashCodeAs(Architecture.of(1, 2, 0));
    assertThat(Architecture.of(1, 2, 0))
        .isNotEqualTo(Architecture.of(1, 2))
        .isNotEqualTo(Architecture.of(1, 0, 2));
  }

  @Test
  void replacingAPickLeavesTheOriginalAlone() {
    Architecture original = Architecture.of(0, 1, 0);
    assertThat(original.with(1, 2)).isEqualTo(Architecture.of(0, 2, 0));
    assertThat(original).isEqualTo(Architecture.of(0, 1, 0));
    original.picks()[0] = 1;
    assertThat(original.pick(0)).isZero();
  }

  @Test
  void picksBeyondACandidateDoNotFit() {
    assertThat(Architecture.of(1, 2, 0).fits(CHOICES)).isTrue();
    assertThat(Architecture.of(1, 3, 0).fits(CHOICES)).isFalse();
    assertThat(Architecture.of(1, 2).fits(CHOICES)).isFalse();
    assertThatThrownBy(() -> Architecture.of(1, 3, 0).rank(CHOICES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPickIsASmallNumber() {
    assertThat(Architecture.of(126).pick(0)).isEqualTo(126);
    assertThatThrownBy(() -> Architecture.of(127)).hasMessage("pick 127 is outside 0..126");
    assertThatThrownBy(() -> Architecture.of(0).with(0, -1))
        .hasMessage("pick -1 is outside 0..126");
  }
}
