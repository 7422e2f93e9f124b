package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.contract.SearchSpaceContract;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.SearchSpace;

class ChoiceSpaceTest extends SearchSpaceContract {
  private static final String JSON =
      """
      {"name": "mine",
       "choices": [{"name": "depth", "candidates": [2, 4, 6]},
                   {"name": "layer", "candidates": ["conv 3x3", "pool"]}]}
      """;
  private static final String CSV =
      "choice,candidate\ndepth,2\ndepth,4\n\ndepth,6\nlayer,conv 3x3\nlayer,pool\n";

  @TempDir private Path folder;

  @Override
  protected SearchSpace space() {
    return new ChoiceSpace(
        "mine", List.of(Choice.of("depth", "2", "4", "6"), Choice.of("layer", "conv 3x3", "pool")));
  }

  private ChoiceSpace read(String file, String content) {
    try {
      return ChoiceSpace.read(Files.writeString(folder.resolve(file), content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void bothFilesHoldTheSameSpace() {
    assertThat(read("any.json", JSON).choices()).isEqualTo(space().choices());
    assertThat(read("mine.csv", CSV).choices()).isEqualTo(space().choices());
    assertThat(read("any.json", JSON).name()).isEqualTo(read("mine.csv", CSV).name());
  }

  @Test
  void theOrderIsTheCartesianProduct() {
    assertThat(space().size()).isEqualTo(BigInteger.valueOf(6));
    assertThat(space().unrank(BigInteger.valueOf(3))).isEqualTo(Architecture.of(1, 1));
    assertThat(space().format(Architecture.of(1, 1))).isEqualTo("depth=4, layer=pool");
  }

  @Test
  void itHasNoNetworks() {
    assertThatThrownBy(() -> NetworkSpace.of(space()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("space mine is a plain list of choices");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{'choices': []} ! expected a 'name'",
        "{'name': 'n', 'choices': []} ! leaves nothing to search",
        "{'name': 'n', 'choices': [{'name': 'a'}]} ! choice 1 needs a 'name' and 'candidates'",
        "{'name': 'n', 'choices': [null]} ! choice 1 needs a 'name' and 'candidates'",
        "{'name': 'n', 'choices': [{'name': 'a', 'candidates': [1]}]} ! leaves nothing to search",
        "{'name': 'n', 'choices': [{'name': 'a', 'candidates': [1, 1]}]} ! names a candidate twice",
        "{'name': 'n', 'choices': [{'name': 'a', 'candidates': [null]}]} ! candidate without name",
        "{'name': 'n', 'choices': [{'name': 'a', 'candidates': ['x=y', 1]}]} ! 'x=y'",
        "{'name': 'a b', 'choices': [{'name': 'a', 'candidates': [1, 2]}]} ! cannot be named 'a b'",
        "{'name': 'n', 'choices': [], 'more': 1} ! more",
        "{'name': 'n', ! line 1",
        "[] ! line 1",
        "null ! choices file",
      })
  void aBadJsonFileIsRefusedWithItsPlace(String json, String part) {
    assertThatThrownBy(() -> read("bad.json", json.replace('\'', '"')))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bad.json")
        .hasMessageContaining(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'' ! line 1 should be",
        "depth;1 ! line 1 should be",
        "choice,candidate/depth ! line 2 should be",
        "choice,candidate/depth,1/depth,2,3 ! line 3 should be",
        "choice,candidate/depth, ! line 2 should be",
        "choice,candidate/depth,1 ! leaves nothing to search",
        "choice,candidate/depth,1/depth,1 ! names a candidate twice",
      })
  void aBadCsvFileIsRefusedWithItsLine(String csv, String part) {
    assertThatThrownBy(() -> read("bad.csv", csv.replace('/', '\n')))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bad.csv")
        .hasMessageContaining(part);
  }

  @Test
  void damagedFilesAreRefusedInOneLineOrStillASpace() {
    RandomGenerator random = SEED.child("files").random();
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      boolean json = round % 2 == 0;
      StringBuilder damaged = new StringBuilder(json ? JSON : CSV);
      damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(0x20, 0x7f));
      try {
        assertThat(read(json ? "d.json" : "d.csv", damaged.toString()).choices()).isNotEmpty();
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).as("%s, round %d", SEED, round).doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).as("%s", SEED).isPositive();
  }

  @Test
  void aChoiceNamedTwiceIsRefused() {
    assertThatThrownBy(
            () -> new ChoiceSpace("n", List.of(Choice.of("a", "1", "2"), Choice.of("a", "1"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("name a choice twice");
  }
}
