import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Classifies an image with an exported network: ONNX Runtime runs it, and the file itself says how
 * large its images are, how to normalize them and what its classes are called.
 *
 * <p>Run it with both files: {@code java -cp 'app/target/lib/*'
 * examples/Example03ClassifyWithOnnx.java model.onnx image.png}
 */
public final class Example03ClassifyWithOnnx {
  private static final JsonMapper JSON = new JsonMapper();

  private Example03ClassifyWithOnnx() {}

  /** Prints the class of the image given as second argument. */
  public static void main(String[] arguments) throws IOException, OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(arguments[0])) {
      Map<String, String> facts = session.getMetadata().getCustomMetadata();
      TensorInfo input = (TensorInfo) session.getInputInfo().get("images").getInfo();
      long[] shape = input.getShape(); // [N, C, H, W]
      shape[0] = 1;
      float[] pixels =
          pixels(
              ImageIO.read(new File(arguments[1])),
              shape,
              JSON.readValue(facts.get("nasturtium.mean"), double[].class),
              JSON.readValue(facts.get("nasturtium.standard-deviation"), double[].class));
      try (OnnxTensor images =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
          OrtSession.Result result = session.run(Map.of("images", images))) {
        float[] logits = ((float[][]) result.get(0).getValue())[0];
        String[] classes = JSON.readValue(facts.get("nasturtium.classes"), String[].class);
        System.out.println(classes[largest(logits)]);
      }
    }
  }

  /** Scales an image to [C, H, W] and normalizes it. */
  private static float[] pixels(BufferedImage image, long[] shape, double[] mean, double[] scale) {
    int channels = (int) shape[1];
    int height = (int) shape[2];
    int width = (int) shape[3];
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage scaled = new BufferedImage(width, height, type);
    var graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    float[] pixels = new float[channels * height * width];
    for (int i = 0; i < pixels.length; i++) {
      int c = i / (height * width);
      int value = scaled.getRaster().getSample(i % width, i / width % height, c);
      pixels[i] = (float) ((value / 255.0 - mean[c]) / scale[c]);
    }
    return pixels;
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
