package org.nasturtium.app.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.NatsTopology;

class RankAgreementTest {
  private static final Seed SEED = Seed.of(7);

  @Test
  void fourPairsOfFiveInOrder() {
    RankAgreement agreement =
        new RankAgreement("toy", List.of(10.0, 20.0, 30.0, 40.0), List.of(1.0, 3.0, 2.0, 4.0));
    assertThat(agreement.kendall()).hasValueCloseTo(4.0 / 6, within(1e-12));
    assertThat(agreement.spearman()).hasValueCloseTo(0.8, within(1e-12));
    assertThat(agreement.line()).contains("over 4 cells on toy", "0.667", "0.800");
    assertThat(RankAgreement.fields(Map.of("toy", agreement), "toy"))
        .containsEntry("score_sample", 4)
        .containsEntry("score_dataset", "toy")
        .containsKeys("kendall", "spearman", "correlations");
  }

  @Test
  void equalScoresAgreeWithNothing() {
    RankAgreement agreement = new RankAgreement("toy", List.of(10.0, 10.0), List.of(1.0, 2.0));
    assertThat(agreement.kendall()).isEmpty();
    assertThat(agreement.line()).contains("not defined");
    assertThat(RankAgreement.fields(Map.of("toy", agreement), "toy")).doesNotContainKey("kendall");
  }

  @Test
  void aSampleHasDifferentArchitecturesThatTheSeedDecides() {
    NatsTopology space = new NatsTopology();
    List<Architecture> sample = ArchitectureSample.of(space, 500, "--sample", SEED);
    assertThat(sample).hasSize(500).doesNotHaveDuplicates();
    assertThat(ArchitectureSample.of(space, 500, "--sample", SEED)).isEqualTo(sample);
    assertThat(ArchitectureSample.of(space, 500, "--sample", Seed.of(8))).isNotEqualTo(sample);
    List<Architecture> all =
        IntStream.range(0, 15_625).mapToObj(i -> space.unrank(BigInteger.valueOf(i))).toList();
    assertThat(ArchitectureSample.of(all, 40, SEED)).isEqualTo(sample.subList(0, 40));
    assertThat(ArchitectureSample.of(space, 15_625, "--sample", SEED))
        .doesNotHaveDuplicates()
        .hasSize(15_625);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ArchitectureSample.of(space, 15_626, "--sample", SEED))
        .withMessage("--sample 15626 is more than the 15625 architectures of space nats-topology");
  }
}
