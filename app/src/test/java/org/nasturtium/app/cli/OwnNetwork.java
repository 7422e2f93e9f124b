package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;

/** A user's own network for color images of 16 by 16 pixels and ten classes, with two decisions. */
final class OwnNetwork {
  private OwnNetwork() {}

  static Path write(Path file) throws IOException {
    GraphBuilder graph = NetworkGraph.builder();
    String stem = conv(graph, "stem", graph.input("image", new Shape(3, 16, 16)), 3);
    String first = decision(graph, "first", stem);
    String second = decision(graph, "second", first);
    String pooled = graph.add("pooled", new Operation.GlobalAveragePool(), second);
    graph.output(
        NetworkGraph.LOGITS,
        graph.add("classes", new Operation.Linear(Channels.of(10), true), pooled));
    return Files.writeString(file, GraphJson.write(graph.build()));
  }

  private static String decision(GraphBuilder graph, String name, String from) {
    return graph.select(
        name,
        Choice.of(name, "skip", "conv1", "conv3"),
        List.of(
            graph.add(name + " skip", new Operation.Identity(), from),
            conv(graph, name + " conv1", from, 1),
            conv(graph, name + " conv3", from, 3)));
  }

  private static String conv(GraphBuilder graph, String name, String from, int kernel) {
    String conv =
        graph.add(
            name,
            new Operation.Convolution(Channels.of(4), Window.same(kernel, 1), 1, false),
            from);
    return graph.add(name + " norm", Operation.BatchNorm.standalone(), conv);
  }
}
