package org.nasturtium.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.app.cli.Nasturtium;
import org.nasturtium.export.onnx.OnnxModel;

/** Every example is one file that compiles and runs by itself, and it does what it says. */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final int MOST_LINES = 80;

  @TempDir Path folder;

  @Test
  void anOwnNetworkIsWrittenSearchedAndItsModelUsed() throws Exception {
    Path network = folder.resolve("own-network.json");
    Path out = folder.resolve("run");

    assertThat(run("Example01OwnNetwork", network.toString()))
        .containsExactly(
            "3 open decisions in " + network + "; search with",
            "  ./nasturtium search --space " + network);

    String found = search(network, out);
    assertThat(found).containsPattern("found +edge=\\S+, reduction=\\S+, depth=[123]\n");
    assertThat(out.resolve("report.html")).isRegularFile();

    Path model = out.resolve("model.onnx");
    Path image = folder.resolve("image.png");
    float[] pixels = stripes(image, model);
    try (OnnxModel reference = OnnxModel.open(model)) {
      String expected = reference.metadata().classes().get(reference.predict(pixels, 1)[0]);
      assertThat(run("Example03ClassifyWithOnnx", model.toString(), image.toString()))
          .containsExactly(expected);
    }
  }

  @Test
  void theCostsOfPublishedCellsAreCounted() throws Exception {
    assertThat(run("Example02CostOfACell"))
        .as("NATS-Bench lists 0.802426 M and 113.95137 M, the DARTS paper 3.3 M and 528 M")
        .containsExactly(
            "nats-topology: 802426 parameters and 113951370 MACs as published,"
                + " 559386 parameters deployed (C=16, N=5)",
            "darts-cnn: 3349342 parameters and 528359050 MACs as published,"
                + " 3349342 parameters deployed (C=36, N=6)");
  }

  @Test
  void everyExampleIsShortAndNamedAfterItsFile() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<Path> programs = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(programs).hasSizeGreaterThanOrEqualTo(3);
      for (Path program : programs) {
        String name = program.getFileName().toString();
        assertThat(name).matches("Example\\d\\d\\w+\\.java");
        assertThat(Files.readAllLines(program)).as(name).hasSizeLessThanOrEqualTo(MOST_LINES);
      }
    }
  }

  private static String search(Path network, Path out) {
    StringWriter printed = new StringWriter();
    StringWriter faults = new StringWriter();
    int code =
        Nasturtium.run(
            new PrintWriter(printed, true),
            new PrintWriter(faults, true),
            "search",
            "--space",
            network.toString(),
            "--train-limit",
            "200",
            "--epochs",
            "1",
            "--retrain-epochs",
            "1",
            "--no-comparison",
            "--threads",
            "1",
            "--out",
            out.toString());
    assertThat(code).as(faults.toString()).isZero();
    return printed.toString();
  }

  /** Writes a picture of the model's size and returns its normalized pixels [C, H, W]. */
  private static float[] stripes(Path file, Path model) throws IOException {
    try (OnnxModel reader = OnnxModel.open(model)) {
      int side = reader.inputShape().height();
      List<Double> mean = reader.metadata().mean();
      List<Double> deviation = reader.metadata().standardDeviation();
      BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      float[] pixels = new float[3 * side * side];
      for (int i = 0; i < pixels.length; i++) {
        int c = i / (side * side);
        int x = i % side;
        int y = i / side % side;
        int value = (x / 4 + y / 6) % 2 == 0 ? 220 - 60 * c : 30 + 40 * c;
        picture.getRaster().setSample(x, y, c, value);
        pixels[i] = (float) ((value / 255.0 - mean.get(c)) / deviation.get(c));
      }
      ImageIO.write(picture, "png", file.toFile());
      return pixels;
    }
  }

  /** Compiles an example, runs it in this JVM and returns the lines it prints. */
  private List<String> run(String example, String... arguments) throws Exception {
    compile(EXAMPLES.resolve(example + ".java"));
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      classes.loadClass(example).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void compile(Path program) throws IOException {
    StringWriter faults = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("--release", "17", "-proc:none", "-d", folder.toString());
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(faults, files, null, options, null, files.getJavaFileObjects(program))
              .call();
      assertThat(compiled).as(faults.toString()).isTrue();
    }
  }
}
