package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * The policy of NGE (Li, Gong and Zhu, AAAI 2020): operation probabilities come from learned
 * embeddings of the cell's nodes, related by a graph network, instead of free logits.
 *
 * <p>Each kind of cell has learned node inputs X of width 64, one-hot rows at first; an encoder
 * (three graph convolutions of widths 128, 128, 64), the edge perceptron (128, 64, 64) and the
 * operation head are shared by the kinds. No layer has an offset; matrices are drawn from a normal
 * distribution of variance {@code 2 / (rows + columns)}, which the paper leaves open. The softmax
 * of equation 10 is left to the relaxation, which applies it once.
 */
public final class NeuralGraph implements Policy {
  private static final int WIDTH = 64;
  private static final int HIDDEN = 128;
  private static final int RECURRENT_LAYERS = 2;

  private final CellDag dag;
  private final PolicyTensors tensors;
  private final Map<String, Tensor> inputs = new HashMap<>();
  private final Map<String, NodeEncoder> encoders = new HashMap<>();
  private final Map<String, EdgeHead> heads = new HashMap<>();
  private final int[] kindOfChoice;
  private final int[] rowOfChoice;
  private final Tensor placement;
  private final Tensor[] masks;

  /** What relates the nodes of a cell: the rows of table 4. */
  public enum Relation {
    /** Graph convolutions: NGE. */
    GRAPH,
    /** Nothing: the learned node inputs are the embeddings ("Plain"). */
    NONE,
    /** Two recurrent layers over the nodes in order ("RNN"). */
    RECURRENT
  }

  /** What follows the second layer of the edge perceptron. */
  public enum LastLayer {
    /** A rectifier: a public third-party code; "two FC layers and ReLU" allows both. */
    RECTIFIED,
    /** Nothing. */
    LINEAR
  }

  /** Which weights the kinds of cells share. */
  public enum Theta {
    /** All but X: the paper separates X only. */
    SHARED,
    /** None: a public third-party code. */
    PER_KIND
  }

  /**
   * The readings of what the paper leaves open.
   *
   * @param relation what relates the nodes
   * @param adjacency how equation 6 is read
   * @param last what follows the edge perceptron
   * @param theta which weights the kinds of cells share
   */
  public record Options(Relation relation, Adjacency adjacency, LastLayer last, Theta theta) {
    /** Returns the default readings (reference section 7.2) for a row of table 4. */
    public static Options of(Relation relation) {
      return new Options(relation, Adjacency.PREDECESSOR_MEAN, LastLayer.RECTIFIED, Theta.SHARED);
    }

    /** Returns these options with another reading of equation 6. */
    public Options withAdjacency(Adjacency reading) {
      return new Options(relation, reading, last, theta);
    }

    /** Returns these options with another end of the edge perceptron. */
    public Options withLastLayer(LastLayer end) {
      return new Options(relation, adjacency, end, theta);
    }

    /** Returns these options with another sharing of weights. */
    public Options withTheta(Theta sharing) {
      return new Options(relation, adjacency, last, sharing);
    }
  }

  /**
   * Creates the policy of a space.
   *
   * @param space a space of cells
   * @param type fp32 or fp64
   * @param seed where the weights are drawn from
   * @param options the readings
   * @throws InvalidInputException if a choice of the space is not an edge of a cell, or a cell has
   *     more than 64 nodes
   */
  public NeuralGraph(OpenSpace space, ScalarType type, Seed seed, Options options) {
    dag = CellDag.of(space);
    tensors = new PolicyTensors(type, seed);
    int[] relaxed = relaxed(space);
    for (CellDag.Kind kind : dag.kinds()) {
      if (kind.nodes() > WIDTH) {
        throw new InvalidInputException(
            "NGE embeds cells of at most %d nodes; %s of space %s has %d"
                .formatted(WIDTH, kind.name(), space.name(), kind.nodes()));
      }
      inputs.put(kind.name(), tensors.oneHotRows("X." + kind.name(), kind.nodes(), WIDTH));
    }
    switch (options.theta()) {
      case SHARED -> {
        NodeEncoder encoder = encoder("", options);
        EdgeHead head = head("", relaxed.length, options);
        dag.kinds().forEach(kind -> put(kind, encoder, head));
      }
      case PER_KIND ->
          dag.kinds()
              .forEach(
                  kind -> {
                    String prefix = kind.name() + ".";
                    put(kind, encoder(prefix, options), head(prefix, relaxed.length, options));
                  });
    }
    kindOfChoice = new int[space.choices().size()];
    rowOfChoice = new int[space.choices().size()];
    for (int k = 0; k < dag.kinds().size(); k++) {
      List<CellDag.Edge> edges = dag.kinds().get(k).edges();
      for (int row = 0; row < edges.size(); row++) {
        kindOfChoice[edges.get(row).choice()] = k;
        rowOfChoice[edges.get(row).choice()] = row;
      }
    }
    masks = new Tensor[space.choices().size()];
    try (StepScope scope = StepScope.open()) {
      placement = Tensors.kept(placement(relaxed, candidates(space), type));
      for (int i = 0; i < masks.length; i++) {
        masks[i] = Tensors.kept(SearchableMask.of(space, i, type));
      }
    }
  }

  /**
   * Returns whether a space has cells that can be embedded: every choice is an edge.
   *
   * @param space the space
   */
  public static boolean embeds(OpenSpace space) {
    return CellDag.describes(space);
  }

  private static int candidates(OpenSpace space) {
    return space.choices().stream().mapToInt(choice -> choice.size()).max().orElseThrow();
  }

  /** Returns the candidates that some edge relaxes: the columns of the head. */
  private static int[] relaxed(OpenSpace space) {
    return IntStream.range(0, candidates(space))
        .filter(
            k ->
                IntStream.range(0, space.choices().size())
                    .anyMatch(i -> k < space.choices().get(i).size() && space.isRelaxed(i, k)))
        .toArray();
  }

  /** Returns the matrix that puts each column of the head at its candidate. */
  private static Tensor placement(int[] relaxed, int candidates, ScalarType type) {
    double[] values = new double[relaxed.length * candidates];
    for (int r = 0; r < relaxed.length; r++) {
      values[r * candidates + relaxed[r]] = 1;
    }
    return Tensors.of(values, relaxed.length, candidates).to(type);
  }

  private void put(CellDag.Kind kind, NodeEncoder encoder, EdgeHead head) {
    encoders.put(kind.name(), encoder);
    heads.put(kind.name(), head);
  }

  private NodeEncoder encoder(String prefix, Options options) {
    return switch (options.relation()) {
      case NONE -> NodeEncoder.plain();
      case GRAPH ->
          NodeEncoder.graph(
              options.adjacency(),
              List.of(
                  tensors.normal(prefix + "graph.1", WIDTH, HIDDEN),
                  tensors.normal(prefix + "graph.2", HIDDEN, HIDDEN),
                  tensors.normal(prefix + "graph.3", HIDDEN, WIDTH)));
      case RECURRENT -> NodeEncoder.recurrent(recurrent(prefix));
    };
  }

  private List<NodeEncoder.Recurrent> recurrent(String prefix) {
    List<NodeEncoder.Recurrent> layers = new ArrayList<>();
    for (int l = 1; l <= RECURRENT_LAYERS; l++) {
      layers.add(
          new NodeEncoder.Recurrent(
              tensors.normal(prefix + "recurrent." + l + ".input", 3 * WIDTH, WIDTH),
              tensors.normal(prefix + "recurrent." + l + ".state", 3 * WIDTH, WIDTH)));
    }
    return layers;
  }

  private EdgeHead head(String prefix, int operations, Options options) {
    return new EdgeHead(
        tensors.normal(prefix + "edge.1", 2 * WIDTH, WIDTH),
        tensors.normal(prefix + "edge.2", WIDTH, WIDTH),
        tensors.normal(prefix + "operation", WIDTH, operations),
        options.last());
  }

  @Override
  public Logits compute() {
    List<Tensor> byKind = new ArrayList<>();
    for (CellDag.Kind kind : dag.kinds()) {
      NodeEncoder encoder = Objects.requireNonNull(encoders.get(kind.name()));
      EdgeHead head = Objects.requireNonNull(heads.get(kind.name()));
      Tensor nodes = encoder.encode(Objects.requireNonNull(inputs.get(kind.name())), kind);
      byKind.add(head.logits(head.embed(nodes, kind.edges())).matmul(placement));
    }
    return (choice, picks) -> {
      Tensor row = byKind.get(kindOfChoice[choice]).select(0, rowOfChoice[choice]);
      Tensor mask = masks[choice];
      return row.narrow(0, 0, mask.size(0)).add(mask);
    };
  }

  @Override
  public Map<String, Tensor> trainable() {
    return tensors.all();
  }

  @Override
  public void close() {
    tensors.close();
    placement.close();
    for (Tensor mask : masks) {
      mask.close();
    }
  }
}
