package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nasturtium.core.contract.DataFolder;
import org.nasturtium.core.contract.Vectors;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;

/** Checks the topology space against the table of the benchmark, where it is at hand. */
class NatsTopologyTableTest {
  private static final NatsTopology SPACE = new NatsTopology();
  private static List<Vectors.Row> table = List.of();

  @BeforeAll
  static void readTable() throws IOException {
    var file = DataFolder.require("nb201_topology.csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      table = Vectors.rows(reader.lines().toList());
    }
  }

  @Test
  void everyCellHasItsIndex() {
    assertThat(table).hasSize(SPACE.size().intValueExact());
    for (int i = 0; i < table.size(); i++) {
      assertThat(SPACE.format(SPACE.architecture(i))).isEqualTo(table.get(i).text("arch_str"));
    }
  }

  @Test
  void equalIdentitiesAreThoseOfTheTable() {
    Map<String, String> published = new HashMap<>();
    for (int i = 0; i < table.size(); i++) {
      String text = table.get(i).text("unique_str");
      String known = published.put(NatsTopology.officialIdentity(SPACE.architecture(i)), text);
      assertThat(known == null ? text : known).as("cell %d", i).isEqualTo(text);
    }
    assertThat(published).hasSize(6466);
    assertThat(published.values()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void everyCellHasItsCosts(NatsDataSet data) {
    NetworkGraph supernet = SPACE.supernet(SPACE.skeleton(data.image(), data.classes()));
    for (int i = 0; i < table.size(); i++) {
      Cost cost = CostModel.of(supernet.fold(SPACE.architecture(i)));
      assertThat(cost.parameters() / 1e6)
          .as("parameters of cell %d", i)
          .isCloseTo(table.get(i).number("params_M_" + data.shortName()), within(1e-9));
      assertThat(cost.macs() / 1e6)
          .as("MFLOPs of cell %d", i)
          .isCloseTo(table.get(i).number("flops_M_" + data.shortName()), within(1e-9));
    }
  }
}
