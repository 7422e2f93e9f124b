package org.nasturtium.export.onnx;

import java.util.List;
import java.util.Map;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;

/** Small networks and what belongs to them. */
final class TestNetworks {
  static final OnnxMetadata METADATA =
      new OnnxMetadata(
          "0.1",
          List.of("cat", "\"dog\", é"),
          List.of(0.5, 0.25, 0.1),
          List.of(0.2, 0.3, 1.0 / 3),
          Map.of("seed", "7", "study", "résumé", "space", "nats-topology"));

  private TestNetworks() {}

  /** Returns a network that is one operation; a map is flattened behind it. */
  static NetworkGraph alone(Operation operation, Shape image) {
    GraphBuilder builder = NetworkGraph.builder();
    return classified(builder, builder.add("it", operation, builder.input("image", image)));
  }

  /** Returns the graph whose logits are the flattened values of a node. */
  static NetworkGraph classified(GraphBuilder builder, String node) {
    String vector = builder.add("flat", new Operation.Flatten(), node);
    return builder.output(NetworkGraph.LOGITS, vector).build();
  }

  /** Returns a network of 4 channels and one cell per stage on 8x8 images, simplified. */
  static NetworkGraph nats(String cell) {
    NatsTopology space = new NatsTopology();
    Skeleton skeleton = Skeleton.standalone(new Shape(3, 8, 8), 10, 4, 1);
    return space.supernet(skeleton).decide(space.parse(cell));
  }

  static NetworkGraph resnet() {
    return nats(new NatsTopology().format(NatsTopology.RESNET));
  }

  /** Returns a linear classifier of flattened 3x2x2 images. */
  static NetworkGraph linear(int classes) {
    GraphBuilder builder = NetworkGraph.builder();
    String flat =
        builder.add("flat", new Operation.Flatten(), builder.input("image", new Shape(3, 2, 2)));
    String head = builder.add("head", new Operation.Linear(Channels.of(classes), true), flat);
    return builder.output(NetworkGraph.LOGITS, head).build();
  }

  /** Returns images of a network and the logits of the plain evaluator. */
  static ReferenceBatch reference(NetworkGraph graph, Weights weights, int batch, Seed seed) {
    float[] images = RandomWeights.images(image(graph), batch, seed);
    return ReferenceBatch.of(images, batch, new PlainNetwork(graph, weights).run(images, batch));
  }

  static Shape image(NetworkGraph graph) {
    return graph.nodes().stream()
        .filter(node -> node.operation() instanceof Operation.Input)
        .map(node -> graph.shape(graph.position(node.name())))
        .findFirst()
        .orElseThrow();
  }
}
