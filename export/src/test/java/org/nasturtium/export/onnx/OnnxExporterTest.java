package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;

final class OnnxExporterTest {
  private static final Seed SEED = Seed.of(2026).child("exporter");
  private static final Shape IMAGE = new Shape(3, 8, 8);

  @TempDir private Path folder;

  private final NetworkGraph graph = TestNetworks.resnet();
  private final Weights weights = RandomWeights.of(graph, SEED);
  private final float[] images = RandomWeights.images(IMAGE, 4, SEED.child("images"));
  private final float[] logits = new PlainNetwork(graph, weights).run(images, 4);

  private Path file() {
    return folder.resolve("network.onnx");
  }

  private void write(NetworkGraph network, Weights arrays) {
    OnnxExporter.write(network, arrays, TestNetworks.METADATA, file());
  }

  private Parity export(float[] reference) {
    ReferenceBatch batch = ReferenceBatch.of(images, 4, reference);
    return OnnxExporter.export(graph, weights, TestNetworks.METADATA, file(), batch, 1e-3);
  }

  @Test
  void aFaithfulExportAppearsAndNothingElse() {
    Parity parity = export(logits);

    assertThat(parity.maxAbsDifference()).isBetween(0.0, 1e-4);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file()));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void anExportAboveTheLimitLeavesNoFile() {
    float[] other = logits.clone();
    other[7] += 0.01f;

    assertThatThrownBy(() -> export(other))
        .isInstanceOf(ParityException.class)
        .hasMessageStartingWith(file() + ": the logits of ONNX Runtime differ by 0.0100 from")
        .hasMessageEndingWith("expected at most 0.00100");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anExportAboveTheLimitLeavesTheOldFile() throws IOException {
    Files.writeString(file(), "old");
    float[] other = logits.clone();
    other[0] = -other[0] + 1;

    assertThatThrownBy(() -> export(other)).isInstanceOf(ParityException.class);
    assertThat(file()).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void anythingButANumberIsAFailure() {
    float[] other = logits.clone();
    other[7] = Float.NaN;

    assertThatThrownBy(() -> export(other))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("differ by NaN");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void twoExportsOfTheSameAreEqualByteByByte() throws IOException {
    write(graph, weights);
    byte[] first = Files.readAllBytes(file());
    write(TestNetworks.resnet(), RandomWeights.of(graph, SEED));

    assertThat(file()).hasBinaryContent(first);
  }

  @Test
  void metadataAndShapesComeBack() {
    write(graph, weights);

    try (OnnxModel model = OnnxModel.open(file())) {
      assertThat(model.metadata()).isEqualTo(TestNetworks.METADATA);
      assertThat(model.inputShape()).isEqualTo(IMAGE);
      assertThat(model.classCount()).isEqualTo(10);
    }
  }

  @Test
  void theStatisticsOfABatchAreRefusedByTheNodesName() {
    NetworkGraph searching = TestNetworks.alone(Operation.BatchNorm.searching(), IMAGE);

    assertThatThrownBy(() -> write(searching, new Weights(Map.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "cannot export node it to ONNX: it normalizes by the statistics of the batch");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void openDecisionsAreRefused() {
    GraphBuilder builder = NetworkGraph.builder();
    String image = builder.input("image", IMAGE);
    String relu = builder.add("relu", Operation.Activation.relu(), image);
    Choice choice = Choice.of("which", List.of("skip", "relu"));
    String select = builder.select("select", choice, List.of(image, relu));
    NetworkGraph open = TestNetworks.classified(builder, select);

    assertThatThrownBy(() -> write(open, new Weights(Map.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 open decisions");
  }

  @Test
  void anAveragePoolingOfPaddingAloneIsRefused() {
    Window window = new Window(2, 2, 1, 1, 2, 2, 1);
    NetworkGraph padded = TestNetworks.alone(new Operation.AveragePool(window), IMAGE);

    assertThatThrownBy(() -> write(padded, new Weights(Map.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("node it");
  }

  @Test
  void twoInputsAreRefused() {
    GraphBuilder builder = NetworkGraph.builder();
    String sum =
        builder.add(
            "sum", new Operation.Add(), builder.input("a", IMAGE), builder.input("b", IMAGE));

    assertThatThrownBy(() -> write(TestNetworks.classified(builder, sum), new Weights(Map.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected one image");
  }

  @Test
  void missingWeightsAndWeightsOfAnotherShapeAreNamed() {
    Map<String, Weights.Array> less = new HashMap<>(weights.arrays());
    less.remove("head.linear.bias");
    Map<String, Weights.Array> other = new LinkedHashMap<>(weights.arrays());
    other.put("head.linear.bias", Weights.Array.of(new long[] {2}, new float[2]));

    assertThatThrownBy(() -> write(graph, new Weights(less)))
        .hasMessageContaining("head.linear.bias");
    assertThatThrownBy(() -> write(graph, new Weights(other)))
        .hasMessage("weights head.linear.bias have the shape [2], expected [10]");
  }

  @Test
  void aFolderThatDoesNotExistIsOneLine() {
    Path lost = folder.resolve("no").resolve("network.onnx");

    assertThatThrownBy(() -> OnnxExporter.write(graph, weights, TestNetworks.METADATA, lost))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("cannot write " + lost + ": there is no folder " + folder.resolve("no"));
  }
}
