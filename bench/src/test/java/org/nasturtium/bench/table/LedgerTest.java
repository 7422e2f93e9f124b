package org.nasturtium.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Query SHORT =
      Query.accuracy(
          RecordName.CIFAR100, Split.X_VALID, new Budget(12), Epoch.last(), Seeds.mean());

  @Test
  void everyKnownDefectHasItsNumberAndASentence() {
    assertThat(Ledger.defects())
        .extracting(Defect::id)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 15).mapToObj(number -> "D" + number).toList());
    assertThat(Ledger.defects())
        .allSatisfy(defect -> assertThat(defect.sentence()).hasSizeGreaterThan(40));
  }

  @Test
  void everyKnownDefectIsTouchedBySomething() {
    Query early =
        Query.accuracy(
            RecordName.CIFAR100, Split.X_VALID, new Budget(200), Epoch.after(12), Seeds.one(777));
    Query confused =
        Query.accuracy(
            RecordName.CIFAR10, Split.ORI_TEST, new Budget(200), Epoch.last(), Seeds.mean());
    List<Reading> readings =
        List.of(
            Reading.cost("nats-topology", true),
            Reading.cost("nats-size", false),
            Reading.time("nats-topology"),
            Reading.ranking("nats-topology"),
            Reading.value("nats-topology", SHORT, SeedSet.unnamed(2)),
            Reading.value("nats-topology", early, SeedSet.of(777)),
            Reading.value("nats-topology", confused, SeedSet.of(777, 888)));
    assertThat(readings.stream().flatMap(each -> Ledger.touchedBy(each).stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(Ledger.defects());
  }

  @Test
  void defectsOfOneBenchmarkDoNotTouchAnother() {
    assertThat(Ledger.touchedBy(Reading.value("own", SHORT, SeedSet.of(1, 2)))).isEmpty();
    assertThat(Ledger.touchedBy(Reading.ranking("nasbench101"))).isEmpty();
  }
}
