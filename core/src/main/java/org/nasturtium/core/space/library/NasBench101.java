package org.nasturtium.core.space.library;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.Cell;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * The space of NAS-Bench-101 (Ying et al., 2019): cells of at most 7 vertices and 9 edges, whose
 * inner vertices pick one of three operations; 423,624 of them differ.
 *
 * <p>An architecture is raw: 21 picks are the edges of seven vertices, 1 where there is one, in the
 * order of the strict upper triangle of the adjacency matrix, row by row; 5 picks are the
 * operations of the inner vertices. Vertex 0 is the cell's input, vertex 6 its output. It belongs
 * to the space if a path leads from the input to the output, and at most 9 edges lie on such paths;
 * what lies on none is pruned. The order is that of the Cartesian product without what does not
 * belong; the published table is in the order of the {@link #hash} instead.
 *
 * <p>The text is the matrix and the operations, {@code
 * 100110100001001010101:maxpool3x3,conv3x3-bn-relu,maxpool3x3,...}; cells of fewer vertices are
 * read likewise, with a smaller triangle.
 */
public final class NasBench101 implements NetworkSpace, CellGraphs {
  /** The operations, in the order of the published labels. */
  public static final List<String> OPERATIONS =
      List.of("conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3");

  /** Two 3x3 convolutions beside a connection from input to output, the residual block. */
  public static final Architecture RESNET = cell("101101", 0, 0);

  /** Four paths beside each other: 1x1, 3x3, two 3x3 for a 5x5, and a pooling. */
  private static final Architecture INCEPTION = cell("111010000010001100011", 1, 0, 0, 0, 2);

  private static final int VERTICES = NasBench101Cell.VERTICES;
  private static final int INNER = VERTICES - 2;
  private static final int EDGES = VERTICES * (VERTICES - 1) / 2;
  private static final int CHANNELS = 128;
  private static final int MODULES = 3;

  private final List<Choice> choices;
  private final Lazy<EdgeOrder> order = new Lazy<>(EdgeOrder::new);

  /** Creates the space. */
  public NasBench101() {
    List<Choice> all = new ArrayList<>();
    for (int from = 0; from < VERTICES; from++) {
      for (int to = from + 1; to < VERTICES; to++) {
        all.add(Choice.of(to + "<-" + from, "absent", "present"));
      }
    }
    for (int vertex = 1; vertex <= INNER; vertex++) {
      all.add(Choice.of("vertex " + vertex, OPERATIONS));
    }
    choices = List.copyOf(all);
  }

  /**
   * Returns the architecture of a cell as published tables write it.
   *
   * @param upperTriangle the strict upper triangle of the adjacency matrix row by row, a digit 0 or
   *     1 per pair of vertices: 1 for 2 vertices up to 21 for 7
   * @param operations the positions in {@link #OPERATIONS} of the inner vertices
   * @throws InvalidInputException if it is not a cell of this space
   */
  public static Architecture cell(String upperTriangle, int... operations) {
    return NasBench101Cell.of(upperTriangle, operations).architecture();
  }

  /**
   * Returns the published hash of an architecture, 32 hexadecimal digits; equal for architectures
   * whose pruned cells are the same graph.
   *
   * @param architecture an architecture of this space
   */
  public static String hash(Architecture architecture) {
    return NasBench101Cell.pruned(architecture).hash();
  }

  @Override
  public String name() {
    return "nasbench101";
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture.fits(choices) && NasBench101Cell.isValid(architecture);
  }

  /**
   * Returns the representative of the architectures with the same {@link #hash}: pruned, unused
   * vertices last, and of all orders of the vertices the one whose matrix comes first.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    return NasBench101Cell.pruned(architecture).ordered().architecture();
  }

  /**
   * Returns the pruned cell with its vertices in every order and at every position, and the
   * architecture itself.
   */
  @Override
  public List<Architecture> equivalents(Architecture architecture) {
    Set<Architecture> all = new LinkedHashSet<>(List.of(architecture));
    NasBench101Cell.pruned(architecture).orders().forEach(cell -> all.addAll(cell.placements()));
    return List.copyOf(all);
  }

  /** Returns an architecture drawn uniformly from those that belong to the space, by rejection. */
  @Override
  public Architecture sample(RandomGenerator random) {
    while (true) {
      Architecture drawn = NetworkSpace.super.sample(random);
      if (contains(drawn)) {
        return drawn;
      }
    }
  }

  /** Changes one edge or one operation, uniformly among the changes that stay in the space. */
  @Override
  public Architecture mutate(Architecture architecture, RandomGenerator random) {
    while (true) {
      Architecture drawn = NetworkSpace.super.mutate(architecture, random);
      if (contains(drawn)) {
        return drawn;
      }
    }
  }

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(order.get().size()).multiply(operationCombinations());
  }

  private BigInteger operationCombinations() {
    return Architecture.product(choices.subList(EDGES, choices.size()));
  }

  @Override
  public BigInteger rank(Architecture architecture) {
    int[] picks = architecture.picks();
    Architecture operations = Architecture.of(Arrays.copyOfRange(picks, EDGES, picks.length));
    return BigInteger.valueOf(order.get().rank(NasBench101Cell.edgeBits(architecture)))
        .multiply(operationCombinations())
        .add(operations.rank(choices.subList(EDGES, choices.size())));
  }

  @Override
  public Architecture unrank(BigInteger rank) {
    checkRank(rank);
    BigInteger[] parts = rank.divideAndRemainder(operationCombinations());
    int bits = order.get().unrank(parts[0].intValueExact());
    Architecture operations = Architecture.unrank(choices.subList(EDGES, choices.size()), parts[1]);
    int[] picks = new int[choices.size()];
    for (int i = 0; i < EDGES; i++) {
      picks[i] = (bits >> (EDGES - 1 - i)) & 1;
    }
    for (int i = 0; i < INNER; i++) {
      picks[EDGES + i] = operations.pick(i);
    }
    return Architecture.of(picks);
  }

  @Override
  public String format(Architecture architecture) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < EDGES; i++) {
      text.append(architecture.pick(i));
    }
    StringJoiner operations = new StringJoiner(",");
    for (int i = EDGES; i < choices.size(); i++) {
      operations.add(OPERATIONS.get(architecture.pick(i)));
    }
    return text.append(':').append(operations).toString();
  }

  @Override
  public Architecture parse(String text) {
    String stripped = text.strip();
    int colon = stripped.indexOf(':');
    if (colon < 0) {
      throw new InvalidInputException(
          "malformed nasbench101 architecture '%s': expected matrix digits, ':' and operations"
              .formatted(stripped));
    }
    String names = stripped.substring(colon + 1);
    String[] operations = names.isEmpty() ? new String[0] : names.split(",", -1);
    return cell(
        stripped.substring(0, colon),
        Arrays.stream(operations).mapToInt(NasBench101::operation).toArray());
  }

  private static int operation(String name) {
    int operation = OPERATIONS.indexOf(name);
    if (operation < 0) {
      throw new InvalidInputException(
          "malformed nasbench101 architecture: unknown operation '%s'; known: %s"
              .formatted(name, OPERATIONS));
    }
    return operation;
  }

  @Override
  public int mostNodes() {
    return VERTICES;
  }

  @Override
  public List<String> labels() {
    List<String> labels = new ArrayList<>(OPERATIONS);
    labels.add(0, "input");
    labels.add("output");
    return List.copyOf(labels);
  }

  /** Returns the graph of the pruned cell, its output a node of its own label. */
  @Override
  public Dag graph(Architecture architecture) {
    NasBench101Cell cell = NasBench101Cell.pruned(architecture);
    int[] labels = new int[cell.vertices()];
    for (int vertex = 1; vertex < labels.length - 1; vertex++) {
      labels[vertex] = cell.operation(vertex) + 1;
    }
    labels[labels.length - 1] = OPERATIONS.size() + 1;
    return Dag.forward(labels, cell::hasEdge);
  }

  /** Returns the pruned cell. */
  @Override
  public List<Cell> cells(Architecture architecture) {
    NasBench101Cell cell = NasBench101Cell.pruned(architecture);
    List<String> names = new ArrayList<>(List.of("input"));
    for (int vertex = 1; vertex < cell.vertices() - 1; vertex++) {
      names.add(vertex + " " + OPERATIONS.get(cell.operation(vertex)));
    }
    names.add("output");
    List<Cell.Edge> edges = new ArrayList<>();
    for (int from = 0; from < names.size(); from++) {
      for (int to = from + 1; to < names.size(); to++) {
        if (cell.hasEdge(from, to)) {
          edges.add(new Cell.Edge(names.get(from), names.get(to), ""));
        }
      }
    }
    return List.of(new Cell("Cell", names, edges));
  }

  @Override
  public Map<String, Architecture> references() {
    return Map.of("resnet", RESNET, "inception", INCEPTION);
  }

  /** Returns the skeleton of the benchmark: 128 channels, 3 cells per stack. */
  @Override
  public Skeleton skeleton(Shape input, int classes) {
    return Skeleton.standalone(input, classes, CHANNELS, MODULES);
  }

  /** Returns the network of the pruned cell: what is pruned was never trained or counted. */
  @Override
  public NetworkGraph rawNetwork(Architecture architecture, Skeleton skeleton) {
    return NasBench101Network.of(NasBench101Cell.pruned(architecture), skeleton);
  }

  /** The sets of edges that make valid cells, in ascending order of their bits. */
  private static final class EdgeOrder {
    private final int[] valid = NasBench101Cell.validEdgeBits();

    int size() {
      return valid.length;
    }

    int rank(int bits) {
      return Arrays.binarySearch(valid, bits);
    }

    int unrank(int rank) {
      return valid[rank];
    }
  }
}
