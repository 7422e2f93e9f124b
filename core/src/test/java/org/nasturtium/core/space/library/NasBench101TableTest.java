package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.contract.DataFolder;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.Skeleton;

/** Checks the space of NAS-Bench-101 against the table of the benchmark, where it is at hand. */
class NasBench101TableTest {
  private static final NasBench101 SPACE = new NasBench101();
  private static final Skeleton SKELETON = SPACE.skeleton(new Shape(3, 32, 32), 10);
  private static final int CELLS = 423_624;
  private static final int EVERY = 400;
  private static List<Row> table = List.of();

  /** A row of the published table. */
  private record Row(int index, String hash, Architecture cell, long parameters) {
    static Row of(String line) {
      String[] values = line.split(",", -1);
      int[] operations = values[4].chars().map(digit -> digit - '0').toArray();
      return new Row(
          Integer.parseInt(values[0]),
          values[1],
          NasBench101.cell(values[3], operations),
          Long.parseLong(values[5]));
    }
  }

  @BeforeAll
  static void readTable() throws IOException {
    var file = DataFolder.require("nb101.csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      table = reader.lines().skip(1).map(Row::of).toList();
    }
  }

  private static Stream<Row> sample() {
    return table.stream().filter(row -> row.index() % EVERY == 0);
  }

  @Test
  void theTableHasOneRowPerCell() {
    assertThat(table).hasSize(CELLS);
  }

  @Test
  void sampledCellsHaveTheirHashes() {
    assertThat(sample()).allSatisfy(row -> checkHash(row));
  }

  @Test
  void sampledCellsHaveTheirParameters() {
    assertThat(sample()).allSatisfy(NasBench101TableTest::checkParameters);
  }

  @Test
  @Tag("slow")
  void everyCellHasItsHashAndNoTwoHaveOneCanonicalForm() {
    table.stream().parallel().forEach(NasBench101TableTest::checkHash);
    Set<Architecture> canonical =
        table.stream().map(row -> SPACE.canonical(row.cell())).collect(Collectors.toSet());
    assertThat(canonical).hasSize(CELLS);
    Set<Architecture> enumerated = NasBench101Cells.canonical(SPACE);
    assertThat(enumerated).hasSize(CELLS);
    assertThat(canonical.equals(enumerated)).as("the cells of the table are all cells").isTrue();
  }

  @Test
  @Tag("slow")
  void everyCellHasItsParameters() {
    table.stream().parallel().forEach(NasBench101TableTest::checkParameters);
  }

  @Test
  void theTableIsInTheOrderOfItsHashes() {
    List<String> hashes = table.stream().map(Row::hash).toList();
    assertThat(List.copyOf(new TreeSet<>(hashes)).equals(hashes)).isTrue();
    assertThat(IntStream.range(0, CELLS).allMatch(i -> table.get(i).index() == i)).isTrue();
  }

  private static void checkHash(Row row) {
    assertThat(NasBench101.hash(row.cell()))
        .as("hash of row %d", row.index())
        .isEqualTo(row.hash());
  }

  private static void checkParameters(Row row) {
    assertThat(CostModel.of(SPACE.rawNetwork(row.cell(), SKELETON)).parameters())
        .as("parameters of row %d", row.index())
        .isEqualTo(row.parameters());
  }
}
