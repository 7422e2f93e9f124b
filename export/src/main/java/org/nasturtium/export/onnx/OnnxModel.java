package org.nasturtium.export.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;

/**
 * An ONNX model is an image classifier read from an ONNX file and run on ONNX Runtime, on the CPU.
 *
 * <p>It owns native memory: close it. Several threads may run one model.
 */
public final class OnnxModel implements AutoCloseable {
  static final String IMAGES = "images";
  static final String LOGITS = "logits";

  private final Path file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final Shape inputShape;
  private final int classCount;
  private final OnnxMetadata metadata;

  private OnnxModel(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    Map.Entry<String, NodeInfo> input = only(session.getInputInfo(), "input");
    long[] images = sizes(input.getValue(), 4, "one float input [N, C, H, W]");
    long[] logits =
        sizes(
            only(session.getOutputInfo(), "output").getValue(), 2, "one float output [N, classes]");
    inputName = input.getKey();
    inputShape =
        new Shape(
            Math.toIntExact(images[1]), Math.toIntExact(images[2]), Math.toIntExact(images[3]));
    classCount = Math.toIntExact(logits[1]);
    metadata = OnnxMetadata.ofProperties(session.getMetadata().getCustomMetadata());
  }

  /**
   * Opens a file with one thread.
   *
   * @param file the ONNX file
   * @throws InvalidInputException if it is not an ONNX file of an image classifier
   */
  public static OnnxModel open(Path file) {
    return open(file, 1);
  }

  /**
   * Opens a file.
   *
   * @param file the ONNX file
   * @param threads how many threads work on one operator, at least 1
   * @throws InvalidInputException if it is not an ONNX file of an image classifier
   */
  public static OnnxModel open(Path file, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a model needs at least 1 thread, not " + threads);
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("there is no ONNX file " + file);
    }
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession session = session(environment, file, threads);
    try {
      return new OnnxModel(file, environment, session);
    } catch (OrtException | IllegalArgumentException | ArithmeticException e) {
      InvalidInputException refused =
          new InvalidInputException(file + " is not a usable model: " + firstLine(e), e);
      closeAfter(refused, session);
      throw refused;
    }
  }

  private static OrtSession session(OrtEnvironment environment, Path file, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new InvalidInputException(file + " is not a readable ONNX file: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void closeAfter(InvalidInputException fault, OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      fault.addSuppressed(e);
    }
  }

  private static Map.Entry<String, NodeInfo> only(Map<String, NodeInfo> nodes, String what) {
    if (nodes.size() != 1) {
      throw new IllegalArgumentException("expected one " + what + ", found " + nodes.keySet());
    }
    return nodes.entrySet().iterator().next();
  }

  /** Returns the sizes of a tensor; all but the first must be fixed. */
  private static long[] sizes(NodeInfo node, int axes, String expected) {
    if (node.getInfo() instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.FLOAT
        && tensor.getShape().length == axes) {
      long[] shape = tensor.getShape();
      for (int axis = 1; axis < axes; axis++) {
        if (shape[axis] < 1) {
          throw new IllegalArgumentException(
              "expected " + expected + ", axis " + axis + " is open");
        }
      }
      return shape;
    }
    throw new IllegalArgumentException("expected " + expected + ", found " + node.getInfo());
  }

  /** Returns the shape [C, H, W] of one image. */
  public Shape inputShape() {
    return inputShape;
  }

  /** Returns the number of classes. */
  public int classCount() {
    return classCount;
  }

  /** Returns what the file tells about the network; empty parts where another program wrote it. */
  public OnnxMetadata metadata() {
    return metadata;
  }

  /**
   * Returns the class scores [N, classes] of images.
   *
   * @param images N normalized images [N, C, H, W] in row-major order
   * @param batch N, at least 1
   * @throws IllegalArgumentException if there are more or fewer values
   */
  public float[] run(float[] images, int batch) {
    try (OnnxTensor input = tensor(images, batch)) {
      return run(input);
    }
  }

  /**
   * Returns the class of the highest score of each image.
   *
   * @param images N normalized images [N, C, H, W] in row-major order
   * @param batch N, at least 1
   * @throws IllegalArgumentException if there are more or fewer values
   */
  public int[] predict(float[] images, int batch) {
    float[] logits = run(images, batch);
    int[] classes = new int[batch];
    for (int sample = 0; sample < batch; sample++) {
      int best = 0;
      for (int c = 1; c < classCount; c++) {
        best = logits[sample * classCount + c] > logits[sample * classCount + best] ? c : best;
      }
      classes[sample] = best;
    }
    return classes;
  }

  /** Returns images as the native input of {@link #run(OnnxTensor)}; the caller closes it. */
  OnnxTensor tensor(float[] images, int batch) {
    if (batch < 1 || images.length != batch * inputShape.elements()) {
      throw new IllegalArgumentException(
          "%d values are not %d images %s".formatted(images.length, batch, inputShape));
    }
    long[] shape = {batch, inputShape.channels(), inputShape.height(), inputShape.width()};
    try {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  float[] run(OnnxTensor images) {
    try (OrtSession.Result result = session.run(Map.of(inputName, images))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] logits = new float[values.remaining()];
      values.get(logits);
      return logits;
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private IllegalStateException failed(OrtException cause) {
    return new IllegalStateException(
        "ONNX Runtime failed on " + file + ": " + firstLine(cause), cause);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
