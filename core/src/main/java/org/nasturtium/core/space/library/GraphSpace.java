package org.nasturtium.core.space.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Node;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * A graph space is a user's own network with open decisions, as a search space: every combination
 * of picks is an architecture, in the order of the Cartesian product.
 *
 * <p>The text form is {@code choice=candidate, choice=candidate}. The graph fixes everything: of a
 * skeleton only the input and the classes are read, and they must be those of the graph.
 */
public final class GraphSpace implements OpenSpace {
  private final String name;
  private final NetworkGraph graph;
  private final Shape input;
  private final int classes;
  private final ChoiceText text;

  /**
   * Creates the space of a graph.
   *
   * @param name the name of the space
   * @param graph a network with one input image, an output named {@link NetworkGraph#LOGITS} and at
   *     least one choice of two candidates
   * @throws InvalidInputException if the graph is not such a network, or a name in it cannot stand
   *     in the text form
   */
  public GraphSpace(String name, NetworkGraph graph) {
    this.name = name;
    this.graph = graph;
    this.input = onlyInput(name, graph);
    this.classes = classesOf(name, graph);
    this.text = new ChoiceText("graph", name, graph.choices());
  }

  /**
   * Reads the space of a JSON file, see {@link GraphJson}; its name is that of the file without
   * {@code .json}.
   *
   * @param file the file
   * @throws InvalidInputException if the file cannot be read or does not hold such a graph; the
   *     message names the file
   */
  public static GraphSpace read(Path file) {
    try {
      String base = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
      return new GraphSpace(base, GraphJson.read(Files.readString(file)));
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read graph file " + file + ": expected a JSON file in UTF-8", e);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("graph file " + file + ": " + e.getMessage(), e);
    }
  }

  private static Shape onlyInput(String name, NetworkGraph graph) {
    List<Shape> inputs =
        graph.nodes().stream()
            .map(Node::operation)
            .filter(Operation.Input.class::isInstance)
            .map(operation -> ((Operation.Input) operation).shape())
            .toList();
    if (inputs.size() != 1 || inputs.get(0).isVector()) {
      throw new InvalidInputException(
          "graph " + name + " should have one input of shape [C, H, W], found " + inputs);
    }
    return inputs.get(0);
  }

  private static int classesOf(String name, NetworkGraph graph) {
    if (!graph.outputs().containsKey(NetworkGraph.LOGITS)) {
      throw new InvalidInputException(
          "graph "
              + name
              + " should have an output named "
              + NetworkGraph.LOGITS
              + ", found "
              + graph.outputs().keySet());
    }
    Shape logits = graph.shape(graph.output(NetworkGraph.LOGITS));
    if (!logits.isVector() || logits.channels() < 2) {
      throw new InvalidInputException(
          "the logits of graph "
              + name
              + " should be a vector of at least 2 classes, found "
              + logits);
    }
    return logits.channels();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Choice> choices() {
    return graph.choices();
  }

  @Override
  public String format(Architecture architecture) {
    return text.format(architecture);
  }

  /** Returns the architecture of a text that names every choice once, in any order. */
  @Override
  public Architecture parse(String picks) {
    return text.parse(picks);
  }

  /** Returns the skeleton of the input and the classes that the graph is for. */
  public Skeleton skeleton() {
    return Skeleton.standalone(input, classes, 1, 1);
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the graph is for another input or another number of classes
   */
  @Override
  public Skeleton skeleton(Shape image, int count) {
    Skeleton skeleton = Skeleton.standalone(image, count, 1, 1);
    checkFits(skeleton);
    return skeleton;
  }

  private void checkFits(Skeleton skeleton) {
    if (!skeleton.input().equals(input) || skeleton.classes() != classes) {
      throw new InvalidInputException(
          "graph %s is for images %s of %d classes, not for images %s of %d classes"
              .formatted(name, input, classes, skeleton.input(), skeleton.classes()));
    }
  }

  @Override
  public NetworkGraph supernet(Skeleton skeleton) {
    checkFits(skeleton);
    return graph;
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the widths that the architecture gives do not fit together
   */
  @Override
  public NetworkGraph rawNetwork(Architecture architecture, Skeleton skeleton) {
    try {
      return supernet(skeleton).fold(architecture);
    } catch (InvalidInputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "architecture '"
              + format(architecture)
              + "' of "
              + name
              + " is not a network: "
              + e.getMessage(),
          e);
    }
  }
}
