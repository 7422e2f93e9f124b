package org.nasturtium.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Weights;

/**
 * Writes decided networks as ONNX files (operator set 13): input {@code images} [N, C, H, W],
 * normalized, of any batch size N; output {@code logits} [N, classes].
 *
 * <p>The network is written as it behaves in evaluation. A file appears whole or not at all; equal
 * networks give equal bytes.
 */
public final class OnnxExporter {
  /**
   * The format of the file around the operators: that of ONNX 1.8, which introduced operator set
   * 13.
   */
  private static final int IR_VERSION = 7;

  private OnnxExporter() {}

  /**
   * Writes a network without checking it.
   *
   * @param graph the network, decided, with running statistics
   * @param weights its weights; further ones are ignored
   * @param metadata what the file tells about the network
   * @param file the file to write or replace
   * @throws InvalidInputException if ONNX cannot express the network, or the file cannot be written
   * @throws IllegalArgumentException if weights are missing or of another shape
   */
  public static void write(NetworkGraph graph, Weights weights, OnnxMetadata metadata, Path file) {
    ModelProto model = model(graph, weights, metadata);
    write(model, file, draft -> {});
  }

  private static void write(ModelProto model, Path file, DurableFile.Check check) {
    try {
      DurableFile.write(file, model::writeTo, check);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(
          "cannot write " + file + ": there is no folder " + file.toAbsolutePath().getParent(), e);
    } catch (IOException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Writes a network and checks on ONNX Runtime that it computes what it should, before the file
   * appears.
   *
   * @param graph the network, decided, with running statistics
   * @param weights its weights; further ones are ignored
   * @param metadata what the file tells about the network
   * @param file the file to write or replace
   * @param reference images and what the network makes of them
   * @param limit how far a logit may be off, for example 1e-3
   * @return how far they are off
   * @throws ParityException if that is more than the limit or not a number; the file is as it was
   * @throws InvalidInputException if ONNX cannot express the network, or the file cannot be written
   * @throws IllegalArgumentException if weights are missing or of another shape
   */
  public static Parity export(
      NetworkGraph graph,
      Weights weights,
      OnnxMetadata metadata,
      Path file,
      ReferenceBatch reference,
      double limit) {
    ModelProto model = model(graph, weights, metadata);
    Parity[] parity = new Parity[1];
    write(
        model,
        file,
        draft -> {
          parity[0] = Parity.of(draft, reference);
          parity[0].requireAtMost(limit, file);
        });
    return parity[0];
  }

  private static ModelProto model(NetworkGraph graph, Weights weights, OnnxMetadata metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("nasturtium")
            .setProducerVersion(metadata.version())
            .setDocString(
                "Input: normalized images [N, C, H, W]. Output: class scores [N, classes].")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxOperator.OPSET))
            .setGraph(GraphTranslator.translate(graph, weights));
    metadata
        .toProperties()
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
