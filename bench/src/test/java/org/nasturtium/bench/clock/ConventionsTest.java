package org.nasturtium.bench.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.core.fault.InvalidInputException;

class ConventionsTest {
  @Test
  void theCodeRulesExceptWhereItWouldLeakOrBreak() {
    Conventions initial = Conventions.initial();
    for (Deviation deviation : Deviation.values()) {
      boolean published =
          deviation == Deviation.VALIDATION_FALLBACK || deviation == Deviation.BOHB_KERNEL;
      assertThat(initial.asPublished(deviation)).as(deviation.label()).isEqualTo(published);
    }
  }

  @Test
  void conventionsAreNamedOnTheCommandLineAndInReports() {
    Conventions conventions = Conventions.parse(List.of("budgets=as-published"));
    assertThat(conventions.asPublished(Deviation.BUDGETS)).isTrue();
    assertThat(conventions.labels())
        .containsEntry("budgets", "as-published")
        .containsEntry("curve-readings", "as-coded")
        .hasSize(Deviation.values().length);
  }

  @Test
  void aMisspelledConventionIsRefused() {
    refused("budgets", "convention 'budgets' is not of the form budgets=as-published");
    refused("budget=as-coded", "unknown deviation 'budget'; known: budgets, curve-readings, ");
    refused("budgets=coded", "unknown convention 'coded'; expected as-published or as-coded");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Conventions.parse(List.of(text)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void timeBudgetsAreThoseOfTheCodeUnlessThePublishedAreAskedFor() {
    Conventions coded = Conventions.initial();
    Conventions published = coded.with(Deviation.BUDGETS, Convention.AS_PUBLISHED);
    assertThat(TimeBudgets.seconds("nats-topology", Dataset.CIFAR10, coded)).hasValue(20_000);
    assertThat(TimeBudgets.seconds("nats-topology", Dataset.CIFAR100, coded)).hasValue(40_000);
    assertThat(TimeBudgets.seconds("nats-topology", Dataset.IMAGENET16_120, coded))
        .hasValue(120_000);
    assertThat(TimeBudgets.seconds("nats-size", Dataset.IMAGENET16_120, coded)).hasValue(60_000);
    assertThat(TimeBudgets.seconds("nats-size", Dataset.IMAGENET16_120, published))
        .hasValue(20_000);
    assertThat(TimeBudgets.seconds("nasbench101", Dataset.CIFAR10, coded)).isEmpty();
  }
}
