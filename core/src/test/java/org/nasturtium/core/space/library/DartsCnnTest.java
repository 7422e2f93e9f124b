package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.OpenSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

class DartsCnnTest extends OpenSpaceContract {
  private static final DartsCnn SPACE = DartsCnn.eightOperations();
  private static final Shape CIFAR = new Shape(3, 32, 32);
  private static final Shape IMAGENET = new Shape(3, 224, 224);

  @Override
  protected OpenSpace space() {
    return SPACE;
  }

  @Test
  void theSearchNetworkHasThePublishedParameters() {
    NetworkGraph supernet = SPACE.supernet(SPACE.searchSkeleton(CIFAR, 10));
    assertThat(CostModel.parameters(supernet)).isEqualTo(1_930_618);
  }

  @ParameterizedTest
  @CsvSource({
    "DARTS_V1, 10, 3169414, 501.0",
    "DARTS_V2, 10, 3349342, 528.4",
    "GDAS_V1, 10, 3368782, 519.4",
    "GDAS_FG, 10, 2912158, 439.9",
    "PDARTS, 10, 3433798, 532.2",
  })
  void releasedCellsHaveTheirKnownCostsOnSmallImages(
      String cell, int classes, long parameters, double macs) {
    Cost cost = CostModel.of(SPACE.network(SPACE.parse(cell), SPACE.skeleton(CIFAR, classes)));
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(cost.macs() / 1e6).isCloseTo(macs, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({
    "DARTS_V1, 3221344",
    "DARTS_V2, 3401272",
    "GDAS_V1, 3420712",
    "GDAS_FG, 2964088",
    "PDARTS, 3485728"
  })
  void releasedCellsHaveTheirKnownParametersForAHundredClasses(String cell, long parameters) {
    NetworkGraph raw =
        SPACE.rawNetwork(SPACE.parse(cell), SPACE.skeleton(CIFAR, 100).withAuxiliaryHead());
    assertThat(CostModel.of(raw).parameters()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "DARTS_V1, 48, 4510432, 505.9",
    "DARTS_V2, 48, 4718752, 529.9",
    "GDAS_V1, 50, 5345075, 581.0",
    "GDAS_FG, 50, 4804675, 511.5",
    "PDARTS, 48, 4944352, 542.8",
  })
  void releasedCellsHaveTheirKnownCostsOnImageNet(
      String cell, int channels, long parameters, double macs) {
    Cost cost = CostModel.of(SPACE.network(SPACE.parse(cell), imagenet(channels)));
    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(cost.macs() / 1e6).isCloseTo(macs, within(0.05));
  }

  @Test
  void gdasExceedsTheMobileLimitAtWidth52() {
    assertThat(CostModel.of(SPACE.network(SPACE.parse("GDAS_V1"), imagenet(52))).macs() / 1e6)
        .isCloseTo(626.1, within(0.05));
  }

  private static Skeleton imagenet(int channels) {
    return SPACE
        .skeleton(IMAGENET, 1000)
        .withChannels(channels)
        .withCells(4)
        .withStem(Skeleton.Stem.IMAGENET)
        .withAuxiliaryHead();
  }

  @Test
  void theAuxiliaryHeadHasThePublishedParameters() {
    Skeleton skeleton = SPACE.skeleton(CIFAR, 10).withAuxiliaryHead();
    NetworkGraph network = SPACE.network(SPACE.parse("DARTS_V2"), skeleton);
    NetworkGraph features =
        NetworkGraph.of(network.nodes(), Map.of("features", "cell13.concat"), network.choices());
    long withHead = CostModel.parameters(network.only(NetworkGraph.AUXILIARY));
    assertThat(withHead - CostModel.parameters(features)).isEqualTo(476_426);
  }

  @Test
  void theAuxiliaryHeadOfImageNetScoresEveryClass() {
    NetworkGraph network = SPACE.network(SPACE.parse("DARTS_V2"), imagenet(48));
    assertThat(network.shape(network.output(NetworkGraph.AUXILIARY))).isEqualTo(Shape.vector(1000));
    assertThat(network.shape(network.position("cell9.concat"))).isEqualTo(new Shape(768, 7, 7));
  }

  @Test
  void anAuxiliaryHeadThatDoesNotFitIsRefused() {
    Skeleton skeleton = SPACE.skeleton(new Shape(1, 28, 28), 10).withAuxiliaryHead();
    assertThatThrownBy(() -> SPACE.supernet(skeleton))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the auxiliary head does not fit images [1, 28, 28]: it needs maps of 8 to 10 pixels after 2 halvings, not 7x7");
  }

  @Test
  void oddMapSizesWork() {
    NetworkGraph network =
        SPACE.network(SPACE.parse("PDARTS"), SPACE.skeleton(new Shape(1, 28, 28), 10).withCells(1));
    assertThat(network.shape(network.position("cell3.concat"))).isEqualTo(new Shape(576, 7, 7));
    NetworkGraph odd =
        SPACE.network(
            SPACE.parse("DARTS_V1"), SPACE.skeleton(new Shape(1, 13, 9), 10).withCells(1));
    assertThat(odd.shape(odd.position("cell3.concat"))).isEqualTo(new Shape(576, 4, 3));
  }

  @Test
  void nodesHaveTheSameNamesInBothPhases() {
    NetworkGraph search = SPACE.supernet(skeleton().searching());
    NetworkGraph standalone = SPACE.supernet(skeleton());
    assertThat(search.has("cell3.edge2-0.sep_conv_3x3.a.depthwise")).isTrue();
    assertThat(
            standalone.nodes().stream()
                .filter(node -> !(node.operation() instanceof Operation.DropPath)))
        .allSatisfy(node -> assertThat(search.has(node.name())).as(node.name()).isTrue());
  }

  @Test
  void everyKeptOperationButTheIdentityIsDropped() {
    NetworkGraph network = SPACE.network(SPACE.parse("DARTS_V1"), SPACE.skeleton(CIFAR, 10));
    long drops =
        network.nodes().stream()
            .filter(node -> node.operation() instanceof Operation.DropPath)
            .count();
    // 18 normal cells drop 5 separable convolutions each; of a reduction cell's 8 operations, 3 are
    // the identity.
    assertThat(drops).isEqualTo(18 * 5 + 2 * 5);
  }

  @Test
  void searchNormalizesPoolingsAndLearnsNoScaleInCells() {
    NetworkGraph supernet = SPACE.supernet(SPACE.searchSkeleton(CIFAR, 10));
    assertThat(supernet.node(supernet.position("stem.norm")).operation())
        .isEqualTo(Operation.BatchNorm.standalone());
    assertThat(supernet.node(supernet.position("cell0.edge2-0.avg_pool_3x3.norm")).operation())
        .isEqualTo(Operation.BatchNorm.searching());
    assertThat(
            supernet.nodes().stream()
                .filter(n -> n.operation().equals(Operation.BatchNorm.standalone())))
        .hasSize(1);
  }

  @Test
  void theSizeIsTheNumberOfGenotypes() {
    BigInteger cell = BigInteger.valueOf(180).multiply(BigInteger.valueOf(49).pow(4));
    assertThat(SPACE.size()).isEqualTo(cell.pow(2));
    assertThat(SPACE.choices()).hasSize(28);
    assertThat(SPACE.choices().get(0).name()).isEqualTo("normal.2<-0");
    assertThat(SPACE.choices().get(27).name()).isEqualTo("reduce.5<-4");
  }

  @Test
  void theGenotypeOfTheDartsCodeIsWrittenAsThere() {
    assertThat(SPACE.format(SPACE.parse("DARTS_V2")))
        .isEqualTo(
            "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), "
                + "('skip_connect', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('dil_conv_3x3', 2)], "
                + "normal_concat=[2, 3, 4, 5], "
                + "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 1), ('skip_connect', 2), "
                + "('max_pool_3x3', 0), ('skip_connect', 2), ('max_pool_3x3', 1), ('skip_connect', 2)], "
                + "reduce_concat=[2, 3, 4, 5])");
  }

  @Test
  void rangesQuotesAndTheNamesOfTheGdasCodeAreRead() {
    String text = SPACE.format(SPACE.parse("GDAS_V1"));
    String other =
        text.replace("[2, 3, 4, 5]", "range(2, 6)")
            .replace('\'', '"')
            .replace("sep_conv", "dua_sepc")
            .replace("dil_conv", "dil_sepc");
    assertThat(other).isNotEqualTo(text);
    assertThat(SPACE.parse(other)).isEqualTo(SPACE.parse("GDAS_V1"));
  }

  @Test
  void theJsonFormIsRead() {
    String json =
        SPACE
            .format(SPACE.parse("PDARTS"))
            .replace("Genotype(normal=", "{\"kind\": \"darts-cnn\", \"normal\": ")
            .replace("normal_concat=", "\"normal_concat\": ")
            .replace("reduce=", "\"reduce\": ")
            .replace("reduce_concat=", "\"reduce_concat\": ")
            .replace("])", "]}")
            .replace('(', '[')
            .replace(')', ']')
            .replace('\'', '"');
    assertThat(SPACE.parse(json)).isEqualTo(SPACE.parse("PDARTS"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "('sep_conv_3x3', 1), ('sep_conv_3x3', 0) | ('sep_conv_3x3', 1), ('sep_conv_5x5', 1) | normal, pair 2 of 8 (node 2): the edge from node 1 is chosen twice",
        "('sep_conv_3x3', 1), ('sep_conv_3x3', 0) | ('sep_conv_9x9', 1), ('sep_conv_3x3', 0) | normal, pair 1 of 8 (node 2): unknown operation 'sep_conv_9x9'",
        "('sep_conv_3x3', 1), ('sep_conv_3x3', 0) | ('none', 1), ('sep_conv_3x3', 0) | normal, pair 1 of 8 (node 2): a kept edge cannot be 'none'",
        "('sep_conv_3x3', 1), ('sep_conv_3x3', 0) | ('sep_conv_3x3', 1), ('sep_conv_3x3', 2) | normal, pair 2 of 8 (node 2): expected a predecessor 0..1, found 2",
        "('sep_conv_3x3', 1), ('sep_conv_3x3', 0) | ('sep_conv_3x3', 0) | normal: expected 8 pairs, two for each node 2..5, found 7; node 5 is not complete",
        "('max_pool_3x3', 0), ('max_pool_3x3', 1) | ('max_pool_3x3', 0), 'max_pool_3x3' | reduce, pair 2 of 8 (node 2): expected an operation and a predecessor",
        "reduce_concat=[2, 3, 4, 5] | reduce_concat=[2, 3, 4] | reduce_concat: expected [2, 3, 4, 5], found [2, 3, 4]",
        "reduce=[ | reduction=[ | expected a list named 'reduce'",
        "normal=[ | normal=] | at character 17: expected",
      })
  void aMalformedGenotypeIsRefusedWithThePlace(String part, String by, String message) {
    String text = String.valueOf(DartsGenotypes.released().get("DARTS_V1")).replaceAll("\\s+", " ");
    assertThat(text).contains(part);
    int at = text.indexOf(part);
    String malformed = text.substring(0, at) + by + text.substring(at + part.length());
    assertThatThrownBy(() -> SPACE.parse(malformed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anUnknownNameListsTheReleasedCells() {
    assertThatThrownBy(() -> SPACE.parse("DARTS_V3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[DARTS_V1, DARTS_V2, GDAS_FG, GDAS_V1, PDARTS]");
  }

  @Test
  void anArchitectureWithThreeEdgesAtANodeIsNotContained() {
    Architecture cell = SPACE.parse("DARTS_V1");
    int free = Stream.of(2, 3, 4).filter(edge -> cell.pick(edge) == 0).findFirst().orElseThrow();
    assertThat(SPACE.contains(cell.with(free, 3))).isFalse();
    assertThat(SPACE.contains(cell.with(0, 0))).isFalse();
  }

  @Test
  void derivationKeepsTheFirstEdgesAndOperationsOnTies() {
    double[][] scores = new double[28][8];
    for (double[] row : scores) {
      Arrays.fill(row, -2);
      row[0] = 0;
    }
    Architecture derived = SPACE.derive(scores);
    assertThat(derived.picks()).startsWith(1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0);
  }

  @Test
  void derivationIgnoresNoneAndNeverKeepsAnEdgeTwice() {
    double[][] scores = new double[28][8];
    for (double[] row : scores) {
      Arrays.fill(row, -5);
    }
    // Edges of node 3 are 2, 3 and 4: edge 4 has the two best operations, edge 3 the third best.
    scores[4][4] = -1;
    scores[4][5] = -1.5;
    scores[3][6] = -2;
    scores[2][0] = 0;
    Architecture derived = SPACE.derive(scores);
    assertThat(Arrays.copyOfRange(derived.picks(), 2, 5)).containsExactly(0, 6, 4);
  }

  @Test
  void ranksOfOneNodeAreABijection() {
    for (int node = 2; node <= 5; node++) {
      for (int rank = 0; rank < DartsNode.count(node); rank++) {
        assertThat(DartsNode.unrank(node, rank).rank()).isEqualTo(rank);
      }
    }
  }

  @Test
  void tooFewChannelsAreRefused() {
    assertThatThrownBy(() -> SPACE.supernet(SPACE.skeleton(CIFAR, 10).withChannels(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at least 2 channels");
  }
}
