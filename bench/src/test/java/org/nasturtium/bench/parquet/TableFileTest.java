package org.nasturtium.bench.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.ColumnName;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.Series;
import org.nasturtium.bench.table.Split;
import org.nasturtium.bench.table.Trait;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;
import org.nasturtium.core.space.library.NasBench101;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;

class TableFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertSame(SampleTables.threeCells(), reopened(SampleTables.threeCells()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomTablesAreReadAgain(long seed) throws IOException {
    RandomGenerator random = Seed.of(seed).random();
    SearchSpace space = random.nextBoolean() ? new NatsTopology() : new NatsSize();
    BenchmarkTable table = SampleTables.random(space, random);
    assertSame(table, reopened(table));
  }

  @Test
  void aTableOverPlainChoicesBringsItsSpace() throws IOException {
    ChoiceSpace space =
        new ChoiceSpace(
            "mine", List.of(Choice.of("depth", "2", "4"), Choice.of("act", "relu", "gelu")));
    BenchmarkTable opened =
        reopened(
            listed(
                space, Rows.Identity.RAW, List.of(Architecture.of(1, 0), Architecture.of(0, 1))));
    assertThat(opened.space()).isInstanceOf(ChoiceSpace.class);
    assertThat(opened.space().name()).isEqualTo("mine");
    assertThat(opened.space().choices()).isEqualTo(space.choices());
    assertThat(opened.row(space.parse("depth=2, act=gelu"))).isEqualTo(1);
  }

  @Test
  void equivalentArchitecturesShareARowWhereTheTableSaysSo() throws IOException {
    NasBench101 space = new NasBench101();
    RandomGenerator random = Seed.of(3).random();
    Architecture cell = space.sample(random);
    Architecture equivalent = space.sample(random);
    while (!space.canonical(equivalent).equals(space.canonical(cell)) || equivalent.equals(cell)) {
      Architecture next = space.mutate(cell, random);
      equivalent = space.canonical(next).equals(space.canonical(cell)) ? next : equivalent;
      cell = equivalent.equals(next) ? cell : next;
    }
    BenchmarkTable opened =
        reopened(listed(space, Rows.Identity.CANONICAL, List.of(space.canonical(cell))));
    assertThat(opened.row(cell)).isZero();
    assertThat(opened.row(equivalent)).isZero();
  }

  /** Written once and never again: files of version 1 stay readable. */
  @Test
  void theGoldenFileOfVersionOneIsStillRead() throws IOException {
    Path file = folder.resolve("golden.parquet");
    try (InputStream golden = TableFileTest.class.getResourceAsStream("table-v1.parquet")) {
      Files.write(file, Objects.requireNonNull(golden).readAllBytes());
    }
    assertSame(SampleTables.threeCells(), TableFile.open(file));
  }

  @Test
  void everyTruncationIsOneClearLine() throws IOException {
    Path file = written(SampleTables.threeCells());
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 7) {
      Path cut = folder.resolve("cut.parquet");
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TableFile.open(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("cut.parquet is no readable benchmark table");
    }
  }

  /**
   * Some bytes say nothing, such as the time in a gzip header: the values are right all the same.
   */
  @Test
  void damageIsFoundOrChangesNoValue() throws IOException {
    Path file = written(SampleTables.threeCells());
    byte[] bytes = Files.readAllBytes(file);
    int found = 0;
    for (int at = 0; at < bytes.length; at += 3) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 16;
      Files.write(file, damaged);
      try {
        assertSame(SampleTables.threeCells(), TableFile.open(file));
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).as("byte %d", at).contains("is no readable benchmark table");
        found++;
      }
    }
    assertThat(found).isGreaterThan(bytes.length / 3 * 2 / 3);
  }

  @Test
  void aFileThatChangesUnderItsTableIsNoticed() throws IOException {
    Path file = written(SampleTables.threeCells());
    BenchmarkTable table = TableFile.open(file);
    Files.write(file, new byte[100]);
    assertThatThrownBy(() -> readAll(table))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("changed after it had been opened");
  }

  @Test
  void otherParquetFilesAndNewerVersionsAreRefused() throws IOException {
    assertThatThrownBy(() -> TableFile.open(withFacts(Map.of())))
        .hasMessageContaining("it is a Parquet file but no benchmark table");
    Map<String, String> newer = Map.of(Footer.FORMAT, Footer.FORMAT_NAME, Footer.VERSION, "2");
    assertThatThrownBy(() -> TableFile.open(withFacts(newer)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("it has format version 2; this program reads version 1");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TableFile.open(folder.resolve("none.parquet")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.parquet");
  }

  private Path withFacts(Map<String, String> facts) throws IOException {
    Path file = folder.resolve("facts.parquet");
    try (var output = Files.newOutputStream(file)) {
      LayoutWriter layout = new LayoutWriter(output, 1);
      layout.column(Field.integers("index", new int[] {0}));
      layout.end(facts, "a test");
    }
    return file;
  }

  private static BenchmarkTable listed(
      SearchSpace space, Rows.Identity identity, List<Architecture> architectures) {
    Series series =
        new Series(new RecordName("own"), new Budget(1), Split.X_VALID, Quantity.ACCURACY);
    double[] values = new double[architectures.size()];
    return BenchmarkTable.builder(
            space, Rows.listed(space, architectures, identity), new Origin("own", "", List.of()))
        .add(Column.of(series, 1, Column.Span.LAST, Numbers.of(values)))
        .build();
  }

  private Path written(BenchmarkTable table) throws IOException {
    Path file = folder.resolve("table.parquet");
    TableFile.write(table, file);
    return file;
  }

  private BenchmarkTable reopened(BenchmarkTable table) throws IOException {
    return TableFile.open(written(table));
  }

  static void readAll(BenchmarkTable table) {
    for (Column column : table.columns()) {
      column.numbers().load();
      column.seeds().of(0);
    }
    table.traits().values().forEach(Numbers::load);
  }

  static void assertSame(BenchmarkTable expected, BenchmarkTable found) {
    assertThat(found.space().name()).isEqualTo(expected.space().name());
    assertThat(found.origin()).isEqualTo(expected.origin());
    assertThat(found.size()).isEqualTo(expected.size());
    for (int row = 0; row < expected.size(); row++) {
      assertThat(found.rows().index(row)).isEqualTo(expected.rows().index(row));
      assertThat(found.architecture(row)).isEqualTo(expected.architecture(row));
    }
    assertThat(found.columns()).hasSameSizeAs(expected.columns());
    for (int i = 0; i < expected.columns().size(); i++) {
      assertSame(expected.columns().get(i), found.columns().get(i), expected.size());
    }
    assertThat(found.traits().keySet()).containsExactlyElementsOf(expected.traits().keySet());
    for (Trait trait : expected.traits().keySet()) {
      assertThat(Objects.requireNonNull(found.traits().get(trait)).load())
          .as(trait.toString())
          .isEqualTo(Objects.requireNonNull(expected.traits().get(trait)).load());
    }
  }

  private static void assertSame(Column expected, Column found, int rows) {
    String name = ColumnName.of(expected);
    assertThat(ColumnName.of(found)).isEqualTo(name);
    assertThat(found.series()).isEqualTo(expected.series());
    assertThat(found.span()).as(name).isEqualTo(expected.span());
    assertThat(found.numbers().load()).as(name).isEqualTo(expected.numbers().load());
    for (int row = 0; row < rows; row++) {
      assertThat(found.seeds().of(row)).as(name).isEqualTo(expected.seeds().of(row));
    }
  }
}
