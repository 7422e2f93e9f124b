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
            "dag",
            "darts-cnn",
            "darts-cnn-frc",
            "darts-cnn-nge",
            "nasbench101",
            "nats-size",
            "nats-topology")
        .allSatisfy(name -> assertThat(SearchSpaces.byName(name).name()).isEqualTo(name));
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> SearchSpaces.byName("nats"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "unknown search space 'nats'; known: dag, darts-cnn, darts-cnn-frc, darts-cnn-nge, nasbench101, nats-size, nats-topology, "
                + "or a file of a graph or of choices ending in .json or .csv");
  }

  @Test
  void aJsonFileIsAGraphSpace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("two-layers.json");
    Files.writeString(file, GraphJson.write(GraphSpaceTest.graph()));
    assertThat(SearchSpaces.byName(file.toString()).name()).isEqualTo("two-layers");
  }

  @Test
  void aJsonFileOfChoicesIsAChoiceSpace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("file.json");
    Files.writeString(
        file, "{\"choices\": [{\"name\": \"a\", \"candidates\": [1, 2]}], \"name\": \"mine\"}");
    assertThat(SearchSpaces.byName(file.toString()))
        .isInstanceOf(ChoiceSpace.class)
        .extracting(space -> space.name())
        .isEqualTo("mine");
  }

  @Test
  void aCsvFileOfChoicesIsAChoiceSpace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.csv");
    Files.writeString(file, "choice,candidate\na,1\na,2\n");
    assertThat(SearchSpaces.byName(file.toString()).name()).isEqualTo("mine");
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
