import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;

/**
 * Describes a network of one's own, leaves three decisions in it open and writes it as a file that
 * {@code search} takes in place of a space's name.
 *
 * <p>Run it with the file to write: {@code java -cp 'app/target/lib/*'
 * examples/Example01OwnNetwork.java own-network.json}
 */
public final class Example01OwnNetwork {
  private static final Choice EDGE =
      Choice.of("edge", "conv-3x3", "depthwise-5x5", "average-pool", "skip");
  private static final Choice REDUCTION = Choice.of("reduction", "strided-conv", "max-pool");
  private static final Choice DEPTH = Choice.of("depth", "1", "2", "3");

  private Example01OwnNetwork() {}

  /** Writes the network to the path given as first argument. */
  public static void main(String[] arguments) throws IOException {
    NetworkGraph network = network(new Shape(3, 32, 32), 10);
    Path file = Path.of(arguments[0]);
    Files.writeString(file, GraphJson.write(network));
    System.out.println(network.choices().size() + " open decisions in " + file + "; search with");
    System.out.println("  ./nasturtium search --space " + file);
  }

  private static NetworkGraph network(Shape image, int classes) {
    GraphBuilder graph = NetworkGraph.builder();
    Layers layers = Layers.standalone(graph);
    String input = graph.input("image", image);
    String stem = layers.convNorm("stem", 16, Window.same(3, 1), input);
    String edge = edge(graph, layers, stem);
    String sum = graph.add("sum", new Operation.Add(), stem, edge);
    String reduced = reduction(graph, layers, sum);
    layers.classifier(classes, layers.relu("head.relu", stage(graph, layers, reduced)));
    return graph.build();
  }

  /** Which operation the edge has; the candidate {@code skip} is the stem itself. */
  private static String edge(GraphBuilder graph, Layers layers, String from) {
    String conv = layers.reluConvNorm("edge.conv", 16, Window.same(3, 1), from);
    String depthwise = layers.reluDepthwiseNorm("edge.depthwise", 16, Window.same(5, 1), from);
    String pool = graph.add("edge.pool", new Operation.AveragePool(Window.same(3, 1)), from);
    return graph.select("edge", EDGE, List.of(conv, depthwise, pool, from));
  }

  /** How the map is halved. */
  private static String reduction(GraphBuilder graph, Layers layers, String from) {
    String strided = layers.reluConvNorm("reduction.strided", 32, Window.same(3, 2), from);
    String max = graph.add("reduction.max", new Operation.MaxPool(Window.same(3, 2)), from);
    String pooled = layers.reluConvNorm("reduction.pooled", 32, Window.same(1, 1), max);
    return graph.select("reduction", REDUCTION, List.of(strided, pooled));
  }

  /** How deep the stage is: the output of its first, second or third block. */
  private static String stage(GraphBuilder graph, Layers layers, String from) {
    String first = layers.reluConvNorm("stage.1", 32, Window.same(3, 1), from);
    String second = layers.reluConvNorm("stage.2", 32, Window.same(3, 1), first);
    String third = layers.reluConvNorm("stage.3", 32, Window.same(3, 1), second);
    return graph.select("stage", DEPTH, List.of(first, second, third));
  }
}
