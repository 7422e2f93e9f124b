package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;
import org.nasturtium.core.space.library.NatsSize;

class GenericCsvTest {
  private static final SearchSpace CHOICES =
      new ChoiceSpace(
          "mine", List.of(Choice.of("depth", "2", "4"), Choice.of("activation", "relu", "gelu")));
  private static final RecordName OWN = new RecordName("digits");

  @TempDir private Path folder;

  @Test
  void picksAndTextsNameTheSameArchitectures() throws IOException {
    BenchmarkTable picked =
        imported(
            CHOICES,
            "pick:depth,pick:activation,digits/3/x-valid/accuracy/1",
            "4,relu,90.5",
            "2,gelu,");
    BenchmarkTable written =
        imported(
            CHOICES,
            "architecture,digits/3/x-valid/accuracy/1",
            "\"depth=4, activation=relu\",90.5",
            "\"depth=2, activation=gelu\",");
    for (BenchmarkTable table : List.of(picked, written)) {
      int row = table.row(CHOICES.parse("depth=4, activation=relu"));
      assertThat(table.answer(row, query(Split.X_VALID, Epoch.last(), Seeds.one(1))).value())
          .isEqualTo(90.5);
      refused(
          () -> table.answer(1, query(Split.X_VALID, Epoch.last(), Seeds.one(1))),
          "the architecture with index 1 has no accuracy of digits x-valid");
    }
  }

  @Test
  void everyKindOfColumnIsRead() throws IOException {
    BenchmarkTable table =
        imported(
            new NatsSize(),
            "architecture,digits/3/x-valid/accuracy/7@1,digits/3/x-valid/accuracy/7@3,"
                + "digits/3/x-test/accuracy/mean-of-7+8,digits/3/train/accuracy/mean-of-5,"
                + "digits/train-seconds,digits/x-valid/evaluation-seconds,digits/3/parameters",
            "8:8:8:8:8,10,30,29,31,1.5,0.25,1000");
    assertThat(table.answer(0, query(Split.X_VALID, Epoch.after(1), Seeds.one(7))).value())
        .isEqualTo(10);
    assertThat(table.answer(0, query(Split.X_VALID, Epoch.last(), Seeds.mean())).value())
        .isEqualTo(30);
    refused(() -> table.answer(0, query(Split.X_VALID, Epoch.after(2), Seeds.mean())), "epoch 2");
    assertThat(table.answer(0, query(Split.X_TEST, Epoch.last(), Seeds.mean())).seeds())
        .isEqualTo(SeedSet.of(7, 8));
    assertThat(table.answer(0, query(Split.TRAIN, Epoch.last(), Seeds.mean())).seeds())
        .isEqualTo(SeedSet.unnamed(5));
    var costs = table.costs(OWN, new Budget(3));
    assertThat(costs.trainSecondsPerEpoch(0)).hasValue(1.5);
    assertThat(costs.evaluationSeconds(Split.X_VALID, 0)).hasValue(0.25);
    assertThat(costs.parameters(0)).hasValue(1000);
    assertThat(table.dataset("digits").test()).isEqualTo(Split.X_TEST);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    String value = "digits/3/x-valid/accuracy/1";
    refused(() -> imported(CHOICES, value, "1"), "line 1: column 'architecture' is missing");
    refused(
        () -> imported(CHOICES, "pick:depth," + value, "2,1"), "or else column 'pick:activation'");
    refused(
        () -> imported(CHOICES, "architecture,pick:depth", "x,2"),
        "column 'pick:depth' says again what column architecture says");
    refused(
        () -> imported(CHOICES, "pick:depth,pick:activation,pick:width", "2,relu,1"),
        "space mine has no choice for column 'pick:width'");
    refused(
        () -> imported(CHOICES, "pick:depth,pick:activation," + value, "3,relu,1"),
        "line 2: column 'pick:depth': '3' is none of [2, 4]");
    refused(
        () -> imported(CHOICES, "pick:depth,pick:activation," + value, "2,relu,1", "2,relu,2"),
        "line 3: architecture depth=2, activation=relu is on line 2 already");
    refused(
        () -> imported(CHOICES, "architecture," + value, "depth=2, activation=relu,1"),
        "line 2: expected 2 columns, found 3");
    refused(
        () -> imported(CHOICES, "architecture," + value, "depth=2,one"),
        "line 2: column 'architecture': malformed architecture");
    refused(
        () -> imported(CHOICES, "pick:depth,pick:activation,speed", "2,relu,1"),
        "line 1: 'speed' is no column name");
    refused(
        () -> imported(CHOICES, "architecture," + value + "," + value + "@2", "x,1,2"),
        "contradicts another one");
    refused(() -> imported(CHOICES, "architecture,\n" + value + "\"", "x,1"), "table.csv");
    refused(
        () -> Importers.read("generic", folder.resolve("table.csv"), Optional.empty()),
        "a generic table needs the space of its architectures");
  }

  private static Query query(Split split, Epoch epoch, Seeds seeds) {
    return Query.accuracy(OWN, split, new Budget(3), epoch, seeds);
  }

  private BenchmarkTable imported(SearchSpace space, String... lines) throws IOException {
    Path file = Files.write(folder.resolve("table.csv"), List.of(lines));
    return Importers.read("generic", file, Optional.of(space));
  }

  private static void refused(ThrowingCallable call, String part) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(part)
        .doesNotContain("\n");
  }
}
