<#ftl output_format="plainText">
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.FloatBuffer;
import java.util.Map;
import javax.imageio.ImageIO;

/** Prints the class of an image file. */
public final class Classify {
  static final int HEIGHT = ${d.height()};
  static final int WIDTH = ${d.width()};
  static final float[] MEAN = {<#list d.mean() as m>${m}f<#sep>, </#list>};
  static final float[] DEVIATION = {<#list d.deviation() as s>${s}f<#sep>, </#list>};
  static final String[] CLASSES = {
<#list d.classes() as name>
    "${name?j_string}"<#sep>,</#sep>
</#list>
  };

  public static void main(String[] args) throws Exception {
    BufferedImage image = ImageIO.read(new File(args[0]));
    if (image == null) {
      throw new IllegalArgumentException(args[0] + " is not an image");
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, MEAN.length, HEIGHT, WIDTH};
    try (OrtSession session = environment.createSession("${d.onnxFile()?j_string}");
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values(image)), shape);
        OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      float[] scores = ((float[][]) result.get(0).getValue())[0];
      System.out.println(CLASSES[best(scores)]);
    }
  }

  /** Scales the image and returns its normalized values, channel by channel. */
  static float[] values(BufferedImage image) {
    BufferedImage scaled = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(image.getScaledInstance(WIDTH, HEIGHT, Image.SCALE_SMOOTH), 0, 0, null);
    graphics.dispose();
    int pixels = HEIGHT * WIDTH;
    float[] values = new float[MEAN.length * pixels];
    for (int i = 0; i < pixels; i++) {
      int rgb = scaled.getRGB(i % WIDTH, i / WIDTH);
      float red = (rgb >> 16 & 255) / 255f;
      float green = (rgb >> 8 & 255) / 255f;
      float blue = (rgb & 255) / 255f;
<#if d.channels() == 1>
      values[i] = (0.299f * red + 0.587f * green + 0.114f * blue - MEAN[0]) / DEVIATION[0];
<#else>
      values[i] = (red - MEAN[0]) / DEVIATION[0];
      values[pixels + i] = (green - MEAN[1]) / DEVIATION[1];
      values[2 * pixels + i] = (blue - MEAN[2]) / DEVIATION[2];
</#if>
    }
    return values;
  }

  static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }
}
