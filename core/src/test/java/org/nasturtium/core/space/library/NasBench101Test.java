package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.NetworkSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;

class NasBench101Test extends NetworkSpaceContract {
  private static final NasBench101 SPACE = new NasBench101();
  private static final Shape IMAGE = new Shape(3, 32, 32);

  @Override
  protected NetworkSpace space() {
    return SPACE;
  }

  /** The sums were computed step by step with another MD5 program. */
  @ParameterizedTest
  @CsvSource({
    "1, '', 043721b9c7fe8c5fad811d47d83132ec",
    "101101, 0 0, b5fb4f6193360330b6ff6a52cbf0cad7"
  })
  void theHashIsThePublishedOne(String triangle, String operations, String hash) {
    int[] picks =
        operations.isEmpty()
            ? new int[0]
            : List.of(operations.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    assertThat(NasBench101.hash(NasBench101.cell(triangle, picks))).isEqualTo(hash);
  }

  @Test
  void equalHashesAreEqualCanonicalForms() {
    forSamples(
        200,
        sample -> {
          Architecture canonical = SPACE.canonical(sample);
          assertThat(NasBench101.hash(canonical)).isEqualTo(NasBench101.hash(sample));
        });
  }

  @Test
  void cellsThatDifferByTheNamesOfTheirVerticesAreOne() {
    Architecture pooledFirst = NasBench101.cell("110011", 2, 0);
    Architecture pooledLast = NasBench101.cell("110011", 0, 2);
    assertThat(pooledFirst).isNotEqualTo(pooledLast);
    assertThat(NasBench101.hash(pooledFirst)).isEqualTo(NasBench101.hash(pooledLast));
    assertThat(SPACE.canonical(pooledFirst)).isEqualTo(SPACE.canonical(pooledLast));
  }

  @Test
  void whatLiesOnNoPathIsPruned() {
    Architecture deadEnd = NasBench101.cell("111" + "00" + "0", 0, 2);
    assertThat(SPACE.canonical(deadEnd)).isEqualTo(NasBench101.cell("1"));
    assertThat(SPACE.format(deadEnd)).isNotEqualTo(SPACE.format(NasBench101.cell("1")));
  }

  @Test
  void aCellWithoutAPathIsRefused() {
    assertThatThrownBy(() -> SPACE.parse("100:maxpool3x3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected a path");
    assertThat(SPACE.contains(Architecture.of(new int[26]))).isFalse();
  }

  @Test
  void tenEdgesAreTooManyUnlessTheyArePruned() {
    String five = "maxpool3x3,maxpool3x3,maxpool3x3,maxpool3x3,maxpool3x3";
    String ten = "111110" + "00001" + "0001" + "001" + "01" + "1";
    assertThatThrownBy(() -> SPACE.parse(ten + ":" + five))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 9 edges");
    String oneToADeadEnd = "111111" + "00001" + "0001" + "001" + "01" + "0";
    assertThat(SPACE.contains(SPACE.parse(oneToADeadEnd + ":" + five))).isTrue();
  }

  @Test
  void smallerCellsAreReadToo() {
    assertThat(SPACE.parse("101101:conv3x3-bn-relu,conv3x3-bn-relu")).isEqualTo(NasBench101.RESNET);
    assertThat(SPACE.format(NasBench101.RESNET))
        .isEqualTo(
            "100001100000001000000:"
                + "conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu");
  }

  @Test
  void anUnknownOperationIsNamed() {
    assertThatThrownBy(() -> SPACE.parse("101:conv5x5"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unknown operation 'conv5x5'");
  }

  /** Nine projections, and no other convolution, between stem and classifier. */
  @Test
  void theSmallestCellIsAProjection() {
    long stem = 27 * 128 + 2 * 128;
    long first = 128 * 128 + 2 * 128;
    long second = (128 * 256 + 2 * 256) + 2 * (256 * 256 + 2 * 256);
    long third = (256 * 512 + 2 * 512) + 2 * (512 * 512 + 2 * 512);
    long head = 512 * 10 + 10;
    assertThat(parameters(NasBench101.cell("1")))
        .isEqualTo(stem + 3 * first + second + third + head);
  }

  /** Three vertices share 128 channels as 43, 43 and 42; the wider two are truncated to add up. */
  @Test
  void channelsThatDoNotDivideAreTruncatedWhereTheyAreAdded() {
    Architecture three = NasBench101.cell("1100" + "011" + "11" + "1", 2, 2, 2);
    NetworkGraph network = SPACE.network(three, SPACE.skeleton(IMAGE, 10).withCells(1));
    assertThat(network.shape(network.position("stack1.cell1.vertex1.pool")).channels())
        .isEqualTo(43);
    assertThat(network.shape(network.position("stack1.cell1.vertex3.edge1")).channels())
        .isEqualTo(42);
    assertThat(network.has("stack1.cell1.vertex3.edge2")).isTrue();
  }

  @Test
  void deadPartsCostNothing() {
    Architecture deadEnd = NasBench101.cell("111" + "00" + "0", 0, 2);
    assertThat(parameters(deadEnd)).isEqualTo(parameters(NasBench101.cell("1")));
  }

  private static long parameters(Architecture architecture) {
    return CostModel.of(SPACE.rawNetwork(architecture, SPACE.skeleton(IMAGE, 10))).parameters();
  }

  @Test
  void samplesReachCellsOfManySizes() {
    RandomGenerator random = SEED.child("sizes").random();
    Set<Integer> sizes = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      sizes.add(NasBench101Cell.pruned(SPACE.sample(random)).vertices());
    }
    assertThat(sizes).as("%s", SEED).contains(4, 5, 6, 7);
  }

  @Test
  void tooFewChannelsAreRefused() {
    assertThatThrownBy(
            () -> SPACE.rawNetwork(NasBench101.RESNET, SPACE.skeleton(IMAGE, 10).withChannels(3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at least 4 channels");
  }
}
