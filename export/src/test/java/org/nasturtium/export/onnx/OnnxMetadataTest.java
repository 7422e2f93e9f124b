package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OnnxMetadataTest {
  @Test
  void propertiesAreSortedTextAndComeBack() {
    Map<String, String> properties = TestNetworks.METADATA.toProperties();

    assertThat(properties)
        .containsEntry("nasturtium.version", "0.1")
        .containsEntry("nasturtium.classes", "[\"cat\",\"\\\"dog\\\", é\"]")
        .containsEntry("nasturtium.mean", "[0.5,0.25,0.1]")
        .containsEntry("nasturtium.provenance.seed", "7");
    assertThat(List.copyOf(properties.keySet())).isSorted();
    assertThat(OnnxMetadata.ofProperties(properties)).isEqualTo(TestNetworks.METADATA);
  }

  @Test
  void theFileOfAnotherProgramHasEmptyMetadata() {
    assertThat(OnnxMetadata.ofProperties(Map.of("author", "someone")))
        .isEqualTo(new OnnxMetadata("", List.of(), List.of(), List.of(), Map.of()));
  }

  @Test
  void aPropertyThatIsNoListIsNamed() {
    for (String text : List.of("{}", "[null]", "null", "[", "")) {
      assertThatThrownBy(() -> OnnxMetadata.ofProperties(Map.of("nasturtium.classes", text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nasturtium.classes");
    }
  }

  @Test
  void aNormalizationNeedsAPositiveDeviationPerMean() {
    assertThatThrownBy(() -> new OnnxMetadata("", List.of(), List.of(0.5), List.of(), Map.of()))
        .hasMessageContaining("1 means");
    assertThatThrownBy(() -> new OnnxMetadata("", List.of(), List.of(0.5), List.of(0.0), Map.of()))
        .hasMessageContaining("above 0");
  }
}
