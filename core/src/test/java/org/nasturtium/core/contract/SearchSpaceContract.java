package org.nasturtium.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.SearchSpace;

/**
 * What every search space promises. An implementation's test extends this and supplies {@link
 * #space}.
 */
public abstract class SearchSpaceContract {
  private static final int SAMPLES = 200;

  /** The root of every draw, printed when a test fails. */
  protected static final Seed SEED = Seed.of(20_261_122);

  /** Returns the space under test. */
  protected abstract SearchSpace space();

  /** Samples a number of architectures and checks each, naming seed and architecture on failure. */
  protected final void forSamples(int count, Consumer<Architecture> check) {
    RandomGenerator random = SEED.child("sample").random();
    for (int i = 0; i < count; i++) {
      Architecture sample = space().sample(random);
      try {
        check.accept(sample);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            SEED + ", sample " + i + ", architecture " + sample + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void theNameIsAWordOfTheCommandLine() {
    assertThat(space().name()).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
  }

  @Test
  void choicesHaveDifferentNames() {
    List<String> names = space().choices().stream().map(Choice::name).toList();
    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void everySampleIsContained() {
    forSamples(SAMPLES, sample -> assertThat(space().contains(sample)).isTrue());
  }

  @Test
  void anArchitectureOfAnotherLengthIsNotContained() {
    assertThat(space().contains(Architecture.of(new int[space().choices().size() + 1]))).isFalse();
    assertThat(space().contains(Architecture.of())).isFalse();
  }

  @Test
  void equalSeedsGiveEqualSamples() {
    assertThat(tenSamples()).isEqualTo(tenSamples());
  }

  private List<Architecture> tenSamples() {
    RandomGenerator random = SEED.child("ten").random();
    return Stream.generate(() -> space().sample(random)).limit(10).toList();
  }

  @Test
  void aMutationStaysInTheSpaceAndDiffers() {
    RandomGenerator random = SEED.child("mutation").random();
    forSamples(
        SAMPLES,
        sample -> {
          Architecture neighbor = space().mutate(sample, random);
          assertThat(space().contains(neighbor)).isTrue();
          assertThat(neighbor).isNotEqualTo(sample);
        });
  }

  @Test
  void aMutationIsDecidedByItsSeed() {
    forSamples(
        SAMPLES,
        sample ->
            assertThat(space().mutate(sample, SEED.child("once").random()))
                .isEqualTo(space().mutate(sample, SEED.child("once").random())));
  }

  @Test
  void canonicalIsContainedAndIdempotent() {
    SearchSpace space = space();
    forSamples(
        SAMPLES,
        sample -> {
          Architecture canonical = space.canonical(sample);
          assertThat(space.contains(canonical)).isTrue();
          assertThat(space.canonical(canonical)).isEqualTo(canonical);
        });
  }

  @Test
  void parseReadsWhatFormatWrites() {
    forSamples(
        SAMPLES, sample -> assertThat(space().parse(space().format(sample))).isEqualTo(sample));
  }

  @Test
  void aTextIsOneLine() {
    forSamples(
        SAMPLES, sample -> assertThat(space().format(sample)).isNotBlank().doesNotContain("\n"));
  }

  @Test
  void foreignTextIsRefusedInOneLine() {
    Stream.of(
            "",
            " ",
            "nonsense",
            "{",
            "[1]",
            "(((((((((((((",
            "\u0000",
            "a\nb",
            "null",
            "{\"kind\":\n\n3}")
        .forEach(text -> assertRefused(catchThrowable(() -> space().parse(text)), text));
  }

  @Test
  void damagedTextIsRefusedInOneLineOrStillAnArchitecture() {
    RandomGenerator random = SEED.child("damage").random();
    forSamples(
        SAMPLES,
        sample -> {
          StringBuilder text = new StringBuilder(space().format(sample));
          int at = random.nextInt(text.length());
          switch (random.nextInt(3)) {
            case 0 -> text.setLength(at);
            case 1 -> text.deleteCharAt(at);
            default -> text.setCharAt(at, (char) random.nextInt(0x20, 0x7f));
          }
          Throwable fault =
              catchThrowable(
                  () -> assertThat(space().contains(space().parse(text.toString()))).isTrue());
          if (fault != null) {
            assertRefused(fault, text.toString());
          }
        });
  }

  private static void assertRefused(Throwable fault, String text) {
    assertThat(fault).as("reading '%s'", text).isInstanceOf(InvalidInputException.class);
    assertThat(fault.getMessage()).as("reading '%s'", text).isNotBlank().doesNotContain("\n");
  }

  @Test
  void unrankGivesTheArchitectureOfARank() {
    SearchSpace space = space();
    forSamples(
        SAMPLES,
        sample -> {
          BigInteger rank = space.rank(sample);
          assertThat(rank).isNotNegative().isLessThan(space.size());
          assertThat(space.unrank(rank)).isEqualTo(sample);
        });
  }

  @Test
  void theFirstAndTheLastRankAreContained() {
    SearchSpace space = space();
    BigInteger last = space.size().subtract(BigInteger.ONE);
    for (BigInteger rank : List.of(BigInteger.ZERO, last)) {
      assertThat(space.contains(space.unrank(rank))).isTrue();
      assertThat(space.rank(space.unrank(rank))).isEqualTo(rank);
    }
  }

  @Test
  void aRankOutsideTheSpaceIsRefused() {
    assertRefused(catchThrowable(() -> space().unrank(BigInteger.ONE.negate())), "-1");
    assertRefused(catchThrowable(() -> space().unrank(space().size())), "size");
  }
}
