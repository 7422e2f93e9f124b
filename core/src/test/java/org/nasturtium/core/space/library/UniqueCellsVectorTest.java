package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;

class UniqueCellsVectorTest {
  private static final NatsTopology SPACE = new NatsTopology();
  private static final List<String> LINES = Vectors.lines("unique_cells.txt");
  private static final NetworkGraph SUPERNET =
      SPACE.supernet(SPACE.skeleton(NatsDataSet.CIFAR10.image(), NatsDataSet.CIFAR10.classes()));

  private static String fact(String name) {
    return LINES.stream()
        .map(line -> line.split(" "))
        .filter(words -> words[0].equals("fact") && words[1].equals(name))
        .map(words -> words[2])
        .findFirst()
        .orElseThrow();
  }

  private static long number(String fact) {
    return Long.parseLong(fact(fact));
  }

  private static long distinct(Function<Architecture, String> rule) {
    return IntStream.range(0, SPACE.size().intValueExact())
        .mapToObj(i -> rule.apply(SPACE.architecture(i)))
        .distinct()
        .count();
  }

  @Test
  void theSpaceHasAllCells() {
    assertThat(SPACE.size().longValueExact()).isEqualTo(number("cells"));
  }

  @Test
  void theOfficialRuleTellsThePublishedNumberApart() {
    assertThat(distinct(NatsTopology::officialIdentity))
        .isEqualTo(number("unique_by_counting_rule"));
  }

  @Test
  void theCanonicalFormIsThatOfFullSimplification() {
    assertThat(distinct(cell -> SPACE.canonical(cell).toString()))
        .isEqualTo(number("unique_after_full_simplification"));
  }

  @Test
  void equivalentCellsAreAllOfOneCanonicalForm() {
    Map<Architecture, Long> sizes =
        IntStream.range(0, SPACE.size().intValueExact())
            .mapToObj(i -> SPACE.canonical(SPACE.architecture(i)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    sizes.forEach((cell, size) -> assertThat(SPACE.equivalents(cell)).hasSize(size.intValue()));
  }

  @Test
  void otherRulesTellTheirNumbersApart() {
    assertThat(distinct(CellRules::skipOnly))
        .isEqualTo(number("unique_when_only_skip_connect_is_simplified"));
    assertThat(distinct(CellRules::linearPooling))
        .isEqualTo(number("unique_after_full_simplification_and_linear_pooling"));
    assertThat(distinct(CellRules::weightIdentity))
        .isEqualTo(number("unique_after_full_simplification_with_weight_identity"));
  }

  @Test
  void cellsThatAreAlwaysZeroHaveOneCanonicalForm() {
    Architecture zero = SPACE.canonical(Architecture.of(0, 0, 0, 0, 0, 0));
    long zeros =
        IntStream.range(0, SPACE.size().intValueExact())
            .filter(i -> SPACE.canonical(SPACE.architecture(i)).equals(zero))
            .count();
    assertThat(zeros).isEqualTo(number("cells_whose_output_is_always_zero"));
  }

  @Test
  void theGroupsOfTheOfficialRuleHaveTheirSizes() {
    Collection<Long> sizes =
        IntStream.range(0, SPACE.size().intValueExact())
            .mapToObj(i -> NatsTopology.officialIdentity(SPACE.architecture(i)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .values();
    assertThat(sizes.stream().mapToLong(Long::longValue).max())
        .hasValue(number("largest_group_by_counting_rule"));
    assertThat(sizes.stream().filter(size -> size == 1).count())
        .isEqualTo(number("groups_of_one_by_counting_rule"));
  }

  @Test
  void theSmallestIndexOfEachGroupIsTheReferenceOne() throws NoSuchAlgorithmException {
    Map<String, Integer> first = new HashMap<>();
    int[] smallest =
        IntStream.range(0, SPACE.size().intValueExact())
            .map(i -> smallest(first, NatsTopology.officialIdentity(SPACE.architecture(i)), i))
            .toArray();
    assertThat(IntStream.of(smallest).asLongStream().sum())
        .isEqualTo(number("sum_of_smallest_index_per_cell"));
    String list = IntStream.of(smallest).mapToObj(String::valueOf).collect(Collectors.joining(","));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(fact("sha256_of_smallest_index_list"));
  }

  private static int smallest(Map<String, Integer> first, String identity, int index) {
    Integer known = first.putIfAbsent(identity, index);
    return known == null ? index : known;
  }

  /** Which rules make the cells of a kind of pair equal. */
  @ParameterizedTest
  @CsvSource({
    "equivalent, 100, true, true, true",
    "different_equal_params, 100, false, false, false",
    "equivalent_by_rule_but_weights_shared_differently, 15, true, true, false",
    "same_function_but_apart_by_rule, 15, false, true, true",
  })
  void pairsAreEqualUnderTheirRules(
      String kind, int count, boolean official, boolean canonical, boolean weights) {
    List<String[]> pairs =
        LINES.stream().map(line -> line.split(" ")).filter(words -> words[0].equals(kind)).toList();
    assertThat(pairs).hasSize(count);
    for (String[] pair : pairs) {
      Architecture a = SPACE.architecture(Integer.parseInt(pair[1]));
      Architecture b = SPACE.architecture(Integer.parseInt(pair[2]));
      String name = String.join(" ", pair);
      assertThat(NatsTopology.officialIdentity(a).equals(NatsTopology.officialIdentity(b)))
          .as(name)
          .isEqualTo(official);
      assertThat(SPACE.canonical(a).equals(SPACE.canonical(b))).as(name).isEqualTo(canonical);
      assertThat(CellRules.weightIdentity(a).equals(CellRules.weightIdentity(b)))
          .as(name)
          .isEqualTo(weights);
      assertThat(CostModel.of(SUPERNET.fold(a)).parameters())
          .as(name)
          .isEqualTo(Long.parseLong(pair[3]));
      assertThat(CostModel.of(SUPERNET.fold(b)).parameters())
          .as(name)
          .isEqualTo(Long.parseLong(pair[4]));
    }
  }
}
