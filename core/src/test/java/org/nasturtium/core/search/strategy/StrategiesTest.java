package org.nasturtium.core.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.fault.InvalidInputException;

class StrategiesTest {
  @Test
  void namesAreDifferentWordsOfTheCommandLine() {
    assertThat(Strategies.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+"));
    assertThat(Strategies.names()).contains("random", "evolution", "reinforce");
  }

  @Test
  void everyRowNamesItsSourceAndItsSettingsInEffect() {
    for (StrategyRow row : Strategies.all()) {
      assertThat(row.source()).matches(".*\\(\\d{4}\\).*");
      assertThat(row.published().name()).isEqualTo(row.name());
      row.published()
          .settings()
          .forEach(
              (name, value) ->
                  assertThat(row.configure(List.of(name + "=" + value)).settings())
                      .as("a default can be given")
                      .isEqualTo(row.published().settings()));
    }
    assertThat(Strategies.byName("evolution").published().settings())
        .hasToString("{mutation=as-coded, population=10, replacement=with, sample=3}");
  }

  @Test
  void whatIsGivenIsInEffect() {
    assertThat(Strategies.configure("evolution", List.of("population=20", "sample = 5")).settings())
        .containsEntry("population", "20")
        .containsEntry("sample", "5");
  }

  @Test
  void anUnknownStrategyIsRefused() {
    assertThatThrownBy(() -> Strategies.byName("rea"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("unknown strategy 'rea'; known: random, evolution, reinforce");
  }

  @Test
  void anUnknownSettingIsRefusedAndTheKnownOnesAreListed() {
    assertThatThrownBy(() -> Strategies.configure("evolution", List.of("cycles=200")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "strategy evolution has no setting 'cycles';"
                + " known: mutation, population, replacement, sample");
    assertThatThrownBy(() -> Strategies.configure("random", List.of("population=10")))
        .hasMessage("strategy random has no setting 'population'; it has none");
  }

  @Test
  void aValueOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Strategies.configure("evolution", List.of("population=0")))
        .hasMessage(
            "setting 'population' of strategy evolution is '0';"
                + " expected a whole number from 1 to 100000");
    assertThatThrownBy(() -> Strategies.configure("reinforce", List.of("learning-rate=NaN")))
        .hasMessageContaining("expected a number from");
    assertThatThrownBy(() -> Strategies.configure("evolution", List.of("mutation=odd")))
        .hasMessageEndingWith("expected one of as-coded, uniform");
    assertThatThrownBy(() -> Strategies.configure("evolution", List.of("population")))
        .hasMessageContaining("not of the form name=value");
    assertThatThrownBy(() -> Strategies.configure("evolution", List.of("sample=1", "sample=2")))
        .hasMessageContaining("given twice");
  }
}
