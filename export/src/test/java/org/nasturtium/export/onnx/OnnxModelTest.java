package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;

final class OnnxModelTest {
  private static final Seed SEED = Seed.of(2026).child("model");
  private static final Shape IMAGE = new Shape(3, 2, 2);

  @TempDir private Path folder;

  private final NetworkGraph graph = TestNetworks.linear(4);
  private final Weights weights = RandomWeights.of(graph, SEED);

  private Path file() {
    return folder.resolve("linear.onnx");
  }

  @BeforeEach
  void writeALinearClassifier() {
    OnnxExporter.write(graph, weights, TestNetworks.METADATA, file());
  }

  @Test
  void predictsTheClassOfTheHighestScoreOfEachImage() {
    float[] images = RandomWeights.images(IMAGE, 50, SEED.child("images"));
    float[] logits = new PlainNetwork(graph, weights).run(images, 50);

    try (OnnxModel model = OnnxModel.open(file(), 2)) {
      int[] classes = model.predict(images, 50);
      assertThat(Arrays.stream(classes).distinct().count()).isGreaterThan(1);
      for (int sample = 0; sample < 50; sample++) {
        float[] scores = Arrays.copyOfRange(logits, sample * 4, sample * 4 + 4);
        for (float score : scores) {
          assertThat(scores[classes[sample]]).isGreaterThanOrEqualTo(score);
        }
      }
    }
  }

  @Test
  void threadsMayShareAModel() {
    float[] images = RandomWeights.images(IMAGE, 3, SEED.child("images"));
    try (OnnxModel model = OnnxModel.open(file())) {
      float[] alone = model.run(images, 3);
      assertThat(
              IntStream.range(0, 200)
                  .parallel()
                  .allMatch(i -> Arrays.equals(alone, model.run(images, 3))))
          .isTrue();
    }
  }

  @Test
  void aBatchOfAnotherSizeIsRefused() {
    try (OnnxModel model = OnnxModel.open(file())) {
      assertThatThrownBy(() -> model.run(new float[13], 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("13 values are not 1 images [3, 2, 2]");
      assertThatThrownBy(() -> model.run(new float[0], 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aMissingFileIsOneLine() {
    Path lost = folder.resolve("lost.onnx");
    assertThatThrownBy(() -> OnnxModel.open(lost))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("there is no ONNX file " + lost);
  }

  @Test
  void aFileOfSomethingElseIsOneLineThatNamesIt() throws IOException {
    Files.writeString(file(), "not a network\nat all");
    expectRefusal(" is not a readable ONNX file: ");
  }

  @Test
  void aTruncatedFileIsOneLineThatNamesIt() throws IOException {
    byte[] whole = Files.readAllBytes(file());
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      Files.write(file(), Arrays.copyOf(whole, length));
      expectRefusal(" is not a ");
    }
  }

  @Test
  void aModelOfVectorsIsRefused() throws IOException {
    ONNXContext context = new ONNXContext();
    context.setName("vectors");
    ONNXNode relu = context.operation(OnnxOperator.RELU, List.of(context.floatInput(3)), "relu");
    context.assignTo(relu, context.floatOutput(3));
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file())).toBuilder();
    Files.write(file(), model.setGraph(context.buildGraph()).build().toByteArray());
    expectRefusal(" is not a usable model: expected one float input [N, C, H, W], found ");
  }

  @Test
  void aModelOfImagesOfAnySizeIsRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file())).toBuilder();
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(3)
        .setDimParam("any");
    Files.write(file(), model.build().toByteArray());
    expectRefusal(" is not a usable model: expected one float input [N, C, H, W], axis 3 is open");
  }

  @Test
  void malformedMetadataAreRefused() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file())).toBuilder();
    model.clearMetadataProps();
    model.addMetadataProps(
        StringStringEntryProto.newBuilder().setKey("nasturtium.mean").setValue("{"));
    Files.write(file(), model.build().toByteArray());
    expectRefusal(" is not a usable model: property nasturtium.mean is not a JSON list: {");
  }

  private void expectRefusal(String why) {
    assertThatThrownBy(() -> OnnxModel.open(file()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file() + why)
        .message()
        .doesNotContain("\n");
  }
}
