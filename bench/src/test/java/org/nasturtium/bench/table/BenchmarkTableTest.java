package org.nasturtium.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;

class BenchmarkTableTest {
  private static final Budget SHORT = new Budget(12);
  private static final Budget LONG = new Budget(200);
  private static final Query FINAL =
      Query.accuracy(RecordName.CIFAR10_VALID, Split.X_VALID, LONG, Epoch.last(), Seeds.mean());

  private final BenchmarkTable table = SampleTables.threeCells();

  @Test
  void architecturesAreFoundByIndexAndByThemselves() {
    assertThat(table.rowOfIndex(284)).isEqualTo(2);
    assertThat(table.rows().index(1)).isEqualTo(11);
    assertThat(table.row(table.architecture(1))).isEqualTo(1);
  }

  @Test
  void whatIsNotInTheTableIsRefused() {
    refused(() -> table.rowOfIndex(12), "index 12 is not among the 3", "from 0 to 284");
    refused(() -> table.row(Architecture.of(0, 0, 0, 0, 0, 0)), "not among the 3 of this table");
  }

  @Test
  void theMeanIsOverTheSeedsThatARowHas() {
    assertThat(table.answer(0, FINAL).value()).isEqualTo(84);
    assertThat(table.answer(0, FINAL).seeds()).isEqualTo(SeedSet.of(777, 888, 999));
    assertThat(table.answer(1, FINAL).value()).isEqualTo(88);
    assertThat(table.answer(1, FINAL).seeds()).isEqualTo(SeedSet.of(777, 888));
  }

  @Test
  void aStoredMeanComesWithItsSeeds() {
    Query query =
        Query.accuracy(RecordName.CIFAR10, Split.ORI_TEST, LONG, Epoch.last(), Seeds.mean());
    assertThat(table.answer(1, query).value()).isEqualTo(91.5);
    assertThat(table.answer(1, query).seeds()).isEqualTo(SeedSet.of(777, 888));
    assertThat(table.answer(2, query).seeds()).isEqualTo(SeedSet.of(777, 888, 999));
  }

  @Test
  void eachSeedAnswersByItself() {
    assertThat(table.answers(1, seeds(Seeds.each())))
        .extracting(Answer::value)
        .containsExactly(87.0, 89.0);
    assertThat(table.answers(0, seeds(Seeds.each())))
        .extracting(Answer::seeds)
        .containsExactly(SeedSet.of(777), SeedSet.of(888), SeedSet.of(999));
    assertThat(table.answers(0, FINAL)).hasSize(1);
  }

  @Test
  void seedsAreInOrderWhateverTheOrderOfTheColumns() {
    BenchmarkTable.Builder shuffled =
        BenchmarkTable.builder(table.space(), table.rows(), table.origin());
    List<Column> columns = new ArrayList<>(table.columns());
    Collections.reverse(columns);
    columns.forEach(shuffled::add);
    assertThat(shuffled.build().answers(0, seeds(Seeds.each())))
        .extracting(Answer::value)
        .containsExactly(82.0, 84.0, 86.0);
  }

  @Test
  void aMissingSeedIsMissingAndNotZero() {
    assertThat(table.answer(0, seeds(Seeds.one(999))).value()).isEqualTo(86);
    assertThat(table.lookup(seeds(Seeds.one(999))).isHeld(1)).isFalse();
    refused(
        () -> table.answer(1, seeds(Seeds.one(999))),
        "the architecture with index 11 has no accuracy of cifar10-valid x-valid",
        "of seed 999",
        "it holds seed 777, seed 888");
  }

  @Test
  void aSeedThatIsNotHeldIsRefusedWithThoseThatAre() {
    refused(
        () -> table.answer(0, seeds(Seeds.one(1))), "no seed 1 of", "it holds seeds 777, 888, 999");
    Query mean = query(RecordName.CIFAR10_VALID, Split.X_VALID, 12, Seeds.one(111));
    refused(() -> table.answer(0, mean), "it holds the mean over seeds 111, 777");
    Query unnamed = query(RecordName.CIFAR100, Split.X_TEST, 12, Seeds.each());
    refused(
        () -> table.answers(0, unnamed),
        "no each seed by itself of",
        "it holds the mean over 3 unnamed seeds");
  }

  @Test
  void aSeriesThatIsNotHeldIsRefusedWithThoseThatAre() {
    refused(
        () -> table.answer(0, query(RecordName.CIFAR10, Split.X_VALID, 200, Seeds.mean())),
        "no accuracy of cifar10 x-valid at 200 epochs",
        "of cifar10 it holds ori-test accuracy at 200 epochs");
    refused(
        () -> table.answer(0, query(new RecordName("svhn"), Split.TRAIN, 200, Seeds.mean())),
        "nothing, but the records cifar10-valid, cifar10, cifar100");
  }

  @Test
  void anEpochThatIsNotHeldIsRefusedWithTheDefectBehindIt() {
    Query early =
        Query.accuracy(
            RecordName.CIFAR10_VALID, Split.X_VALID, LONG, Epoch.after(12), Seeds.mean());
    refused(
        () -> table.answer(0, early), "after 12 epochs", "the last epoch only", "known defect D8");
    Query late =
        Query.accuracy(
            RecordName.CIFAR100, Split.X_VALID, new Budget(3), Epoch.after(4), Seeds.mean());
    refused(() -> table.answer(0, late), "after 4 epochs; it holds epochs 1 to 3");
  }

  @Test
  void curvesAnswerAtEveryEpoch() {
    Query second =
        Query.accuracy(
            RecordName.CIFAR100, Split.X_VALID, new Budget(3), Epoch.after(2), Seeds.one(777));
    assertThat(table.answer(1, second).value()).isEqualTo(5);
    Query whole = query(RecordName.CIFAR100, Split.X_VALID, 3, Seeds.one(777));
    assertThat(table.curve(1, whole)).containsExactly(4, 5, 6);
    assertThat(table.curve(1, query(RecordName.CIFAR100, Split.X_VALID, 3, Seeds.mean())))
        .containsExactly(5, 6, 7);
    assertThat(table.curve(2, query(RecordName.CIFAR100, Split.X_VALID, 3, Seeds.mean())))
        .containsExactly(7, 8, 9);
    refused(() -> table.curve(0, FINAL), "it holds the last epoch only");
  }

  @Test
  void aNumberThatMixesValidationAndTestImagesNeedsPermission() {
    Query mixed = query(RecordName.CIFAR100, Split.ORI_TEST, 12, Seeds.one(111));
    refused(
        () -> table.answer(0, mixed), "ori-test of cifar100 mixes its validation and test images");
    assertThat(table.answer(0, mixed.allowingLeakage()).value()).isEqualTo(31.5);
    assertThat(table.answer(0, query(RecordName.CIFAR10, Split.ORI_TEST, 200, Seeds.mean())))
        .as("the test set of cifar10 holds no validation images")
        .isNotNull();
  }

  @Test
  void aSearchSeesValidationImagesOnly() {
    SearchView view = table.searching(table.dataset("cifar10"));
    assertThat(view.record()).isEqualTo(RecordName.CIFAR10_VALID);
    assertThat(
            view.lookup(SHORT, Epoch.last(), Seeds.mean(), Quantity.ACCURACY)
                .value(table.rowOfIndex(0)))
        .isEqualTo(63.364);
    assertThat(view.split()).isEqualTo(Split.X_VALID);
    assertThat(view.leakage()).isEqualTo(Leakage.REFUSED);
    SearchView leaking = table.searchingWithLeakage(RecordName.CIFAR100, Split.ORI_TEST);
    assertThat(leaking.leakage()).isEqualTo(Leakage.ALLOWED);
    assertThat(leaking.lookup(SHORT, Epoch.last(), Seeds.mean(), Quantity.ACCURACY).value(0))
        .isEqualTo(31.5);
  }

  @Test
  void dataSetsAreThoseThatUsersName() {
    assertThat(table.datasets()).containsExactly(Dataset.CIFAR10, Dataset.CIFAR100);
    assertThat(table.dataset("cifar10").reported()).isEqualTo(RecordName.CIFAR10);
    refused(() -> table.dataset("ImageNet16-120"), "it holds cifar10, cifar100");
    assertThat(table.budgets(RecordName.CIFAR10_VALID)).containsExactly(SHORT, LONG);
  }

  @Test
  void answersNameTheDefectsTheyTouch() {
    assertThat(defects(table.answer(1, FINAL))).contains("D3", "D7", "D10").doesNotContain("D6");
    assertThat(defects(table.answer(0, FINAL))).doesNotContain("D3");
    assertThat(defects(table.answer(0, query(RecordName.CIFAR100, Split.X_TEST, 12, Seeds.mean()))))
        .contains("D4", "D6")
        .doesNotContain("D7");
    assertThat(defects(table.answers(1, seeds(Seeds.each())).get(0))).contains("D3", "D9", "D13");
  }

  @Test
  void costsAreComputedAndTheStoredOnesOnlyCompared() {
    Costs costs = table.costs(RecordName.CIFAR10, LONG);
    assertThat(costs.parameters(1)).hasValue(802_426);
    assertThat(costs.stored(Trait.Kind.PARAMETERS, 1)).hasValue(1);
    assertThat(costs.defects(1)).extracting(Defect::id).contains("D1", "D2");
    assertThat(costs.defects(0)).extracting(Defect::id).doesNotContain("D1");
  }

  @Test
  void aTimeThatIsMissingIsEmpty() {
    Costs costs = table.costs(RecordName.CIFAR10_VALID, SHORT);
    assertThat(costs.trainSecondsPerEpoch(0)).hasValue(7.25);
    assertThat(costs.evaluationSeconds(Split.X_VALID, 1)).hasValue(4.25);
    assertThat(costs.evaluationSeconds(Split.X_VALID, 2)).isEmpty();
    assertThat(costs.evaluationSeconds(Split.X_TEST, 0)).isEmpty();
    assertThat(costs.latencySeconds(0)).isEmpty();
    assertThat(costs.timeDefects()).extracting(Defect::id).containsExactly("D5");
  }

  private static List<String> defects(Answer answer) {
    return answer.defects().stream().map(Defect::id).toList();
  }

  private static Query seeds(Seeds seeds) {
    return query(RecordName.CIFAR10_VALID, Split.X_VALID, 200, seeds);
  }

  private static Query query(RecordName record, Split split, int budget, Seeds seeds) {
    return Query.accuracy(record, split, new Budget(budget), Epoch.last(), seeds);
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }
}
