package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphJson;

class SearchSpacesTest {
  @Test
  void everyNameStandsForTheSpaceOfThatName() {
    assertThat(SearchSpaces.names())
        .containsExactly(
            "dag", "darts-cnn", "darts-cnn-nge", "nasbench101", "nats-size", "nats-topology")
        .allSatisfy(name -> assertThat(SearchSpaces.byName(name).name()).isEqualTo(name));
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> SearchSpaces.byName("nats"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "unknown search space 'nats'; known: dag, darts-cnn, darts-cnn-nge, nasbench101, nats-size, nats-topology, "
                + "or a graph file ending in .json");
  }

  @Test
  void aJsonFileIsAGraphSpace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("two-layers.json");
    Files.writeString(file, GraphJson.write(GraphSpaceTest.graph()));
    assertThat(SearchSpaces.byName(file.toString()).name()).isEqualTo("two-layers");
  }

  @Test
  void anAbsentFileIsNamed() {
    assertThatThrownBy(() -> SearchSpaces.byName("absent/graph.json"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("absent/graph.json");
  }

  @Test
  void aBrokenFileIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("broken.json");
    Files.writeString(file, "{\"format\": \"nasturtium-graph\", \"version\": 1, \"nodes\": [}");
    assertThatThrownBy(() -> SearchSpaces.byName(file.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("broken.json")
        .hasMessageContaining("line 1");
  }
}
