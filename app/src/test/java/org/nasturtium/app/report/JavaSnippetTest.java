package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSnippetTest {
  private static final List<String> COLORS = List.of("red", "green \\ \"leaf\"", "blue");

  @TempDir Path folder;

  @Test
  void theProgramOfThePageNamesTheClassOfAnImage() throws Exception {
    Deployment deployment =
        new Deployment(
            "colors.onnx", 3, 8, 8, List.of(0.4, 0.4, 0.4), List.of(0.25, 0.25, 0.25), COLORS, "1");
    Files.writeString(folder.resolve(JavaSnippet.FILE), JavaSnippet.of(deployment));
    Files.write(folder.resolve("colors.onnx"), strongestChannel().toByteArray());

    assertThat(run(image("green.png", new Color(20, 240, 90)))).isEqualTo("green \\ \"leaf\"");
    assertThat(run(image("blue.png", new Color(20, 90, 240)))).isEqualTo("blue");
  }

  @Test
  void theProgramForGrayImagesCompilesWithoutWarnings() throws Exception {
    Deployment deployment =
        new Deployment(
            "digits.onnx", 1, 8, 8, List.of(0.305), List.of(0.376), DemoReports.DIGITS, "1");
    Path source = Files.writeString(folder.resolve(JavaSnippet.FILE), JavaSnippet.of(deployment));
    StringWriter complaints = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-Xlint:all,-path,-processing",
              "-Werror",
              "-proc:none",
              "-cp",
              runtime(),
              "-d",
              folder.toString());
      boolean compiled =
          compiler
              .getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
              .call();

      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  @Test
  void thePageShowsTheProgramItself() {
    SearchReport report = DemoReports.nats();

    String shown =
        HtmlReport.page(report).split("<code id=\"snippet\">", 2)[1].split("</code>", 2)[0];

    String unescaped =
        shown
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
    assertThat(unescaped).isEqualTo(JavaSnippet.of(report.deployment().orElseThrow()));
  }

  private String run(Path image) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path complaints = folder.resolve("complaints.txt");
    Process process =
        new ProcessBuilder(
                java.toString(), "-cp", runtime(), JavaSnippet.FILE, image.getFileName().toString())
            .directory(folder.toFile())
            .redirectError(complaints.toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(complaints)).isZero();
    return printed.strip();
  }

  private static String runtime() throws Exception {
    return Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private Path image(String name, Color color) throws Exception {
    BufferedImage image = new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 31, 17);
    graphics.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** Returns a network whose scores are the means of the channels. */
  private static OnnxMl.ModelProto strongestChannel() {
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("colors")
            .addInput(tensor("image", 1, 3, 8, 8))
            .addOutput(tensor("scores", 1, 3))
            .addNode(node("GlobalAveragePool", "image", "means"))
            .addNode(node("Flatten", "means", "scores"));
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static OnnxMl.NodeProto node(String operation, String input, String output) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operation)
        .setName(output)
        .addInput(input)
        .addOutput(output)
        .build();
  }

  private static OnnxMl.ValueInfoProto tensor(String name, long... sizes) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    OnnxMl.TypeProto.Tensor.Builder type =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
