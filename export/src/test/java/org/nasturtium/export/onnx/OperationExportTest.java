package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Operation.Activation;
import org.nasturtium.core.network.Operation.BatchNorm;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.library.NasBench101;

final class OperationExportTest {
  private static final double LIMIT = 1e-4;
  private static final Seed SEED = Seed.of(2026).child("operations");
  private static final Shape SQUARE = new Shape(4, 8, 8);
  private static final Shape ODD = new Shape(4, 7, 5);
  private static final Window LOPSIDED = new Window(3, 5, 2, 1, 1, 2, 1);

  @TempDir private Path folder;

  static Stream<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    for (Operation operation : operations()) {
      for (Shape image : List.of(SQUARE, ODD)) {
        all.add(Arguments.of(operation + " on " + image, TestNetworks.alone(operation, image)));
      }
    }
    all.add(Arguments.of("a linear layer with bias", TestNetworks.linear(3)));
    all.add(Arguments.of("a linear layer without bias", linear(false)));
    all.add(Arguments.of("normalized pooled channels", pooledAndNormalized()));
    all.add(Arguments.of("sums, products and concatenations", combinations()));
    all.add(Arguments.of("zeros read by others", zeros()));
    all.add(Arguments.of("a cell of NAS-Bench-101 that truncates channels", truncatingCell()));
    all.add(Arguments.of("a factorized reduction", reduction(SQUARE)));
    all.add(Arguments.of("a factorized reduction of odd maps", reduction(ODD)));
    all.add(
        Arguments.of(
            "a shift of one pixel", TestNetworks.alone(new Operation.Shift(), new Shape(2, 1, 1))));
    return all.stream();
  }

  private static List<Operation> operations() {
    return List.of(
        Operation.Convolution.of(6, Window.same(3, 1)),
        new Operation.Convolution(Channels.of(6), Window.same(3, 2), 2, true),
        new Operation.Convolution(Channels.of(8), LOPSIDED, 4, false),
        Operation.Convolution.of(3, Window.dilated(5, 2, 2)),
        Operation.Convolution.of(3, Window.valid(1, 2)),
        new Operation.DepthwiseConvolution(Window.dilated(3, 1, 2), false),
        new Operation.DepthwiseConvolution(LOPSIDED, true),
        BatchNorm.standalone(),
        new BatchNorm(BatchNorm.Statistics.RUNNING, false),
        new Activation(Activation.Function.RELU),
        new Activation(Activation.Function.SIGMOID),
        new Activation(Activation.Function.TANH),
        new Operation.MaxPool(Window.same(3, 2)),
        new Operation.MaxPool(Window.valid(2, 2)),
        new Operation.MaxPool(LOPSIDED),
        new Operation.MaxPool(Window.dilated(3, 1, 2)),
        new Operation.MaxPool(Window.dilated(3, 1, 3)),
        new Operation.AveragePool(Window.same(3, 1)),
        new Operation.AveragePool(Window.valid(2, 2)),
        new Operation.AveragePool(LOPSIDED),
        new Operation.GlobalAveragePool(),
        new Operation.Flatten(),
        new Operation.Identity(),
        new Operation.Zero(1),
        new Operation.Zero(2),
        new Operation.Shift(),
        new Operation.Truncate(1),
        new Operation.Dropout(0.5),
        new Operation.DropPath());
  }

  private static NetworkGraph truncatingCell() {
    NasBench101 space = new NasBench101();
    return space.network(
        NasBench101.cell("1100011111", 0, 1, 2),
        space.skeleton(new Shape(3, 8, 8), 10).withChannels(8).withCells(1));
  }

  private static NetworkGraph linear(boolean bias) {
    GraphBuilder builder = NetworkGraph.builder();
    String pooled =
        builder.add("pool", new Operation.GlobalAveragePool(), builder.input("image", SQUARE));
    String again = builder.add("again", new Operation.GlobalAveragePool(), pooled);
    String head = builder.add("head", new Operation.Linear(Channels.of(7), bias), again);
    return builder.output(NetworkGraph.LOGITS, head).build();
  }

  private static NetworkGraph pooledAndNormalized() {
    GraphBuilder builder = NetworkGraph.builder();
    String pooled =
        builder.add("pool", new Operation.GlobalAveragePool(), builder.input("image", SQUARE));
    return TestNetworks.classified(builder, builder.add("norm", BatchNorm.standalone(), pooled));
  }

  private static NetworkGraph combinations() {
    GraphBuilder builder = NetworkGraph.builder();
    String image = builder.input("image", ODD);
    String conv = builder.add("conv", Operation.Convolution.of(4, Window.same(3, 1)), image);
    String gate = builder.add("gate", new Activation(Activation.Function.SIGMOID), conv);
    String one = builder.add("one", new Operation.Add(), image);
    String three = builder.add("three", new Operation.Add(), one, conv, gate);
    String product = builder.add("product", new Operation.Multiply(), three, gate, image);
    String single = builder.add("single", new Operation.Concat(), product);
    return TestNetworks.classified(
        builder, builder.add("all", new Operation.Concat(), single, conv, three));
  }

  private static NetworkGraph zeros() {
    GraphBuilder builder = NetworkGraph.builder();
    String image = builder.input("image", SQUARE);
    String zeros = builder.add("zeros", new Operation.Zeros(new Shape(2, 8, 8)));
    String concat = builder.add("concat", new Operation.Concat(), zeros, image, zeros);
    String conv = builder.add("conv", Operation.Convolution.of(4, Window.same(3, 2)), concat);
    String zero = builder.add("zero", new Operation.Zero(2), image);
    return TestNetworks.classified(builder, builder.add("sum", new Operation.Add(), conv, zero));
  }

  private static NetworkGraph reduction(Shape image) {
    GraphBuilder builder = NetworkGraph.builder();
    String input = builder.input("image", image);
    return TestNetworks.classified(
        builder, Layers.standalone(builder).factorizedReduce("reduce", 6, input));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void computesTheSameAsThePlainEvaluatorAtAnyBatchSize(String name, NetworkGraph graph) {
    Weights weights = RandomWeights.of(graph, SEED.child(name));
    Path file = folder.resolve("it.onnx");
    OnnxExporter.write(graph, weights, TestNetworks.METADATA, file);
    for (int batch : new int[] {1, 5}) {
      ReferenceBatch reference =
          TestNetworks.reference(graph, weights, batch, SEED.child("images", batch));
      assertThat(Parity.of(file, reference).maxAbsDifference())
          .as("batch %d, seed %s", batch, SEED)
          .isLessThan(LIMIT);
    }
  }
}
