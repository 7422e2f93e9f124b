package org.nasturtium.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.core.fault.InvalidInputException;

class ColumnNameTest {
  @Test
  void everyColumnIsFoundAgainByItsName() {
    BenchmarkTable table = SampleTables.threeCells();
    for (Column column : table.columns()) {
      ColumnName.Meaning meaning = ColumnName.parse(ColumnName.of(column));
      assertThat(meaning).isInstanceOf(ColumnName.Value.class);
      ColumnName.Value value = (ColumnName.Value) meaning;
      assertThat(value.series()).isEqualTo(column.series());
      assertThat(value.seed()).isEqualTo(column.seed());
      if (column.seeds().isConstant()) {
        assertThat(value.seeds()).isEqualTo(column.seeds().of(0));
      }
    }
    for (Trait trait : table.traits().keySet()) {
      assertThat(ColumnName.parse(ColumnName.of(trait))).isEqualTo(new ColumnName.Fixed(trait));
    }
  }

  @Test
  void seedSetsAreFoundAgainByTheirTexts() {
    for (SeedSet set :
        new SeedSet[] {SeedSet.UNKNOWN, SeedSet.unnamed(3), SeedSet.of(777), SeedSet.of(1, 2, 3)}) {
      assertThat(ColumnName.seedSet(ColumnName.format(set))).isEqualTo(set);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "accuracy",
        "a/b/c/d/e",
        "cifar10/0/x-valid/accuracy/777",
        "cifar10/12/x-valid/accuracy/777@13",
        "cifar10/12/x-valid/accuracy/777@0",
        "cifar10/12/x-valid/accuracy/mean-of-",
        "cifar10/12/x-valid/accuracy/mean-of-1+1",
        "cifar10/12/x-valid/accuracy/-1",
        "cifar10/12/x-valid/speed/777",
        "cifar10/evaluation-seconds",
        "cifar10/x-valid/train-seconds",
        "cifar10/12/12/train-seconds",
        "train-seconds",
        "cifar 10/train-seconds",
        "cifar10/99999999999/macs"
      })
  void aNameThatSaysNothingIsRefused(String name) {
    assertThatThrownBy(() -> ColumnName.parse(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected RECORD/BUDGET/SPLIT/QUANTITY/SEEDS");
  }
}
