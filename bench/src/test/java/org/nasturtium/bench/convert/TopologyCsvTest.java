package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.sample.TopologyLines;
import org.nasturtium.bench.table.Answer;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.fault.InvalidInputException;

class TopologyCsvTest {
  private static final List<String> COLUMNS = TopologyLines.COLUMNS;

  @TempDir private Path folder;

  @Test
  void theLayoutWithImageNetImportsTheSameWay() throws IOException {
    List<String> columns =
        Stream.of(COLUMNS, TopologyLines.IMAGENET).flatMap(List::stream).toList();
    BenchmarkTable table = imported(TopologyLines.of(columns, 3, 4));
    Query mean = query(RecordName.IMAGENET16_120, Split.X_TEST, 200, Seeds.mean());
    assertThat(table.answer(0, mean).value())
        .isEqualTo(TopologyLines.value(columns, "e200_in16_xtest", 3));
    Query seed = query(RecordName.IMAGENET16_120, Split.ORI_TEST, 200, Seeds.one(888));
    assertThat(table.answer(1, seed.allowingLeakage()).value())
        .isEqualTo(TopologyLines.value(columns, "e200_in16_oritest_s888", 4));
    Query proxy = query(RecordName.IMAGENET16_120, Split.X_VALID, 12, Seeds.one(111));
    assertThat(table.answer(1, proxy).value())
        .isEqualTo(TopologyLines.value(columns, "e12_in16_xvalid", 4));
  }

  @Test
  void seedsFollowTheNumberOfRuns() throws IOException {
    BenchmarkTable table = imported(TopologyLines.of(COLUMNS, 3, 4));
    Query mean = query(RecordName.CIFAR10, Split.ORI_TEST, 200, Seeds.mean());
    assertThat(table.answer(0, mean).seeds()).isEqualTo(SeedSet.of(777, 888, 999));
    assertThat(table.answer(1, mean).seeds()).isEqualTo(SeedSet.of(777, 888));
    Query proxy = query(RecordName.CIFAR10_VALID, Split.X_VALID, 12, Seeds.mean());
    assertThat(table.answer(1, proxy).seeds()).isEqualTo(SeedSet.of(111, 777));
    Query each = query(RecordName.CIFAR10_VALID, Split.X_VALID, 200, Seeds.each());
    assertThat(table.answers(0, each)).extracting(Answer::seeds).hasSize(3);
    assertThat(table.answers(1, each)).extracting(Answer::seeds).hasSize(2);
  }

  @Test
  void evaluationTimesFollowFromTheMeasuredOnes() throws IOException {
    BenchmarkTable table = imported(TopologyLines.of(COLUMNS, 3));
    double validation = TopologyLines.value(COLUMNS, "xvalid_time_s_c10valid", 3);
    double test = TopologyLines.value(COLUMNS, "test_time_s_c10valid", 3);
    assertThat(table.costs(RecordName.CIFAR100, new Budget(12)).evaluationSeconds(Split.X_VALID, 0))
        .hasValue((validation + test) / 35_000 * 5_000);
  }

  @Test
  void aMissingColumnIsNamed() {
    refused(without("e200_c100_xtest"), "line 1: column 'e200_c100_xtest' is missing");
    List<String> half = new ArrayList<>(COLUMNS);
    half.add("e12_in16_xvalid");
    refused(TopologyLines.of(half, 0), "line 1: column 'e12_in16_xtest' is missing");
  }

  @Test
  void anUnknownColumnIsNamed() {
    List<String> more = new ArrayList<>(COLUMNS);
    more.add("latency");
    refused(TopologyLines.of(more, 0), "line 1: unknown column 'latency'");
  }

  @Test
  void aColumnThatIsThereTwiceIsNamed() {
    List<String> twice = new ArrayList<>(COLUMNS);
    twice.add("index");
    refused(TopologyLines.of(twice, 0), "line 1: column 'index' is there twice");
  }

  @Test
  void badNumbersAreNamedByLineAndColumn() {
    for (String bad : List.of("x", "", "NaN", "Infinity", "1e999", "1,5", "0x1p3", "1d")) {
      refused(
          changed(2, cell("e200_c10_oritest", '"' + bad + '"')),
          "line 3: column 'e200_c10_oritest': '" + bad + "' is not a");
    }
    refused(
        changed(1, cell("nruns_200", "4")), "column 'nruns_200': expected 2 or 3 runs, found 4");
    refused(changed(1, cell("index", "-1")), "line 2: column 'index': '-1' is not a whole number");
  }

  @Test
  void rowsThatDoNotFitAreNamed() {
    refused(changed(2, line -> line + ",1"), "line 3: expected 36 columns, found 37");
    refused(changed(2, line -> "0"), "line 3: expected 36 columns, found 1");
    refused(changed(2, cell("index", "3")), "line 3: column 'index': 3 does not follow 3");
    refused(changed(2, cell("index", "15625")), "15625 is beyond the last index");
    refused(changed(2, cell("index", "5")), "column 'arch_str': index 5 is |nor_conv_1x1~0|");
    refused(
        changed(2, cell("e200_c100_oritest_s999", "1")),
        "column 'e200_c100_oritest_s999': a cell of two runs has no seed 999");
    refused(List.of(String.join(",", COLUMNS)), "has a header but no rows");
    refused(List.of(), "is empty; expected a header line");
  }

  @Test
  void aTruncatedGzipFileIsOneLine() throws IOException {
    Path file = folder.resolve("table.csv.gz");
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(
          String.join("\n", TopologyLines.of(COLUMNS, 1, 2, 3)).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(file);
    assertThat(Importers.read("nats-topology", file, Optional.empty()).size()).isEqualTo(3);
    for (int length = 0; length < whole.length; length += 11) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Importers.read("nats-topology", file, Optional.empty()))
          .as("%d bytes", length)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("table.csv.gz");
    }
  }

  @Test
  void anotherTableIsRefusedByItsEnding() {
    assertThatThrownBy(() -> Importers.read("nats-size", written(List.of("a")), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be imported as nats-size; expected official archive (.tar");
    assertThatThrownBy(() -> Importers.read("x", folder, Optional.empty()))
        .hasMessageContaining(
            "unknown table 'x'; known: nats-topology, nats-size, nasbench101, generic");
  }

  private static List<String> without(String column) {
    return TopologyLines.of(COLUMNS.stream().filter(each -> !each.equals(column)).toList(), 0);
  }

  private static List<String> changed(int line, UnaryOperator<String> change) {
    List<String> lines = new ArrayList<>(TopologyLines.of(COLUMNS, 3, 4));
    lines.set(line, change.apply(lines.get(line)));
    return lines;
  }

  private static UnaryOperator<String> cell(String column, String value) {
    return line -> {
      String[] cells = line.split(",", -1);
      cells[COLUMNS.indexOf(column)] = value;
      return String.join(",", cells);
    };
  }

  private static Query query(RecordName record, Split split, int budget, Seeds seeds) {
    return Query.accuracy(record, split, new Budget(budget), Epoch.last(), seeds);
  }

  private Path written(List<String> lines) throws IOException {
    return Files.write(folder.resolve("table.csv"), lines);
  }

  private BenchmarkTable imported(List<String> lines) throws IOException {
    return Importers.read("nats-topology", written(lines), Optional.empty());
  }

  private void refused(List<String> lines, String part) {
    assertThatThrownBy(() -> imported(lines))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains("table.csv", part)
        .doesNotContain("\n");
  }
}
