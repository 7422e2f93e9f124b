package org.nasturtium.core.space.library;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.CanonicalOrder;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.Cell;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * The space of NASGEM (arXiv 2007.04452): cells that are free directed acyclic graphs.
 *
 * <p>Node 0 is the cell's input; nodes 1..n-1 carry an operation each. An architecture is raw: a
 * pick for each edge of the complete DAG, 1 where it is there, in the order of the strict upper
 * triangle of the adjacency matrix row by row, and then a pick per operation. As the paper says,
 * nodes without input are dropped, again and again until only nodes remain that a path from node 0
 * leads to; a node with several inputs reads their concatenation; and the concatenation of the
 * nodes nobody reads is the output. See {@link DagNetwork} for the rest, which the paper leaves
 * open. A cell in which nothing reads node 0 passes its input on.
 *
 * <p>The text is the edges, four to a hexadecimal digit, a colon, and a digit or letter per
 * operation; a list of edges is read too, see {@link DagText}. The order is that of the Cartesian
 * product.
 */
public final class DagSpace implements NetworkSpace, CellGraphs {
  /** The fewest nodes. */
  public static final int LEAST_NODES = 4;

  /** The most nodes. */
  public static final int MOST_NODES = 250;

  /** The nodes of NASGEM's cells. */
  public static final int NODES = 30;

  /** The operations of NASGEM's cells. */
  public static final List<DagOperation> OPERATIONS =
      List.of(DagOperation.CONV1X1, DagOperation.SEP3X3);

  /** The name of the space of cells of {@value #NODES} nodes; others add to it. */
  public static final String NAME = "dag";

  private static final int CHANNELS = 16;
  private static final double SPARSEST = 0.1;
  private static final double DENSEST = 0.9;
  private static final int HEX = 16;

  private final int nodes;
  private final int edges;
  private final List<DagOperation> operations;
  private final List<Choice> choices;

  /**
   * Creates a space.
   *
   * @param nodes the nodes of a cell, the input included, {@value #LEAST_NODES} to {@value
   *     #MOST_NODES}
   * @param operations the operations to choose from, at least one, all different
   * @throws InvalidInputException if the nodes are out of range, or the operations repeat
   */
  public DagSpace(int nodes, List<DagOperation> operations) {
    if (nodes < LEAST_NODES || nodes > MOST_NODES) {
      throw new InvalidInputException(
          "space dag has cells of %d to %d nodes, not %d"
              .formatted(LEAST_NODES, MOST_NODES, nodes));
    }
    if (operations.isEmpty() || operations.stream().distinct().count() != operations.size()) {
      throw new InvalidInputException(
          "space dag needs at least one operation, each named once, not " + operations);
    }
    this.nodes = nodes;
    this.edges = nodes * (nodes - 1) / 2;
    this.operations = List.copyOf(operations);
    this.choices = choices(nodes, operations);
  }

  /** Creates the space of the paper: {@value #NODES} nodes and two operations. */
  public DagSpace() {
    this(NODES, OPERATIONS);
  }

  private static List<Choice> choices(int nodes, List<DagOperation> operations) {
    List<String> presence = List.of("absent", "present");
    List<String> names = operations.stream().map(DagOperation::toString).toList();
    List<Choice> all = new ArrayList<>();
    for (int from = 0; from < nodes; from++) {
      for (int to = from + 1; to < nodes; to++) {
        all.add(Choice.of(to + "<-" + from, presence));
      }
    }
    for (int node = 1; node < nodes; node++) {
      all.add(Choice.of("node " + node, names));
    }
    return List.copyOf(all);
  }

  /** Returns whether a name is one of these spaces, see {@link #byName}. */
  static boolean isName(String name) {
    return name.equals(NAME) || (name.startsWith(NAME + "-") && !name.endsWith(".json"));
  }

  /**
   * Returns the space of a name: {@code dag}, {@code dag-50} for 50 nodes, {@code dag-6-conv3x3}
   * for 6 nodes and only 3x3 convolutions.
   *
   * @throws InvalidInputException if the nodes or an operation are not possible
   */
  static DagSpace byName(String name) {
    String[] words = name.split("-", -1);
    if (words.length == 1) {
      return new DagSpace();
    }
    if (!words[1].matches("[0-9]{1,4}")) {
      throw new InvalidInputException(
          "unknown search space '%s'; expected dag, dag-NODES or dag-NODES-OPERATION-..., for example dag-6-conv3x3"
              .formatted(name));
    }
    List<DagOperation> named = Stream.of(words).skip(2).map(DagOperation::byName).toList();
    return new DagSpace(Integer.parseInt(words[1]), named.isEmpty() ? OPERATIONS : named);
  }

  @Override
  public String name() {
    if (!operations.equals(OPERATIONS)) {
      return NAME
          + "-"
          + nodes
          + "-"
          + String.join("-", operations.stream().map(DagOperation::toString).toList());
    }
    return nodes == NODES ? NAME : NAME + "-" + nodes;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public int mostNodes() {
    return nodes;
  }

  @Override
  public List<String> labels() {
    return Stream.concat(Stream.of("input"), operations.stream().map(DagOperation::toString))
        .toList();
  }

  /**
   * Returns an architecture whose density is drawn first, uniformly from {@value #SPARSEST} to
   * {@value #DENSEST}, then each edge with that probability, and operations uniformly; one in which
   * nothing reads the input is drawn again. (Drawn uniformly, nearly all cells of 30 nodes have
   * half of all edges.)
   */
  @Override
  public Architecture sample(RandomGenerator random) {
    int[] picks = new int[choices.size()];
    double density = SPARSEST + (DENSEST - SPARSEST) * random.nextDouble();
    long threshold = (long) (density * (1L << 32));
    int fed;
    do {
      fed = 0;
      for (int i = 0; i < edges; i++) {
        picks[i] = (random.nextInt() & 0xffffffffL) < threshold ? 1 : 0;
        fed += i < nodes - 1 ? picks[i] : 0;
      }
    } while (fed == 0);
    for (int i = edges; i < picks.length; i++) {
      picks[i] = random.nextInt(operations.size());
    }
    return Architecture.of(picks);
  }

  /**
   * Returns the architecture of a graph.
   *
   * @param cell at most as many nodes as the space has, every edge to a later node; label 0 for
   *     node 0, the position of the operation plus 1 for the others
   * @throws IllegalArgumentException if the graph does not fit this space
   */
  public Architecture architecture(Dag cell) {
    if (cell.size() > nodes || cell.size() == 0 || cell.label(0) != 0) {
      throw new IllegalArgumentException(
          "a graph of %d nodes is not a cell of %s".formatted(cell.size(), name()));
    }
    int[] picks = new int[choices.size()];
    cell.forEachEdge((from, to) -> picks[edge(from, to)] = 1);
    for (int node = 1; node < cell.size(); node++) {
      picks[edges + node - 1] = cell.label(node) - 1;
    }
    Architecture architecture = Architecture.of(picks);
    if (!contains(architecture)) {
      throw new IllegalArgumentException("a label of the graph is not an operation of " + name());
    }
    return architecture;
  }

  /**
   * Returns the cell of a graph without input, as random generators make it: its nodes become nodes
   * 1, 2, ..., and the input feeds those without predecessor.
   *
   * @param body one node less than the space has, labeled with the positions of operations
   */
  public Architecture fed(Dag body) {
    int[] labels = new int[body.size() + 1];
    for (int node = 1; node < labels.length; node++) {
      labels[node] = body.label(node - 1) + 1;
    }
    return architecture(
        Dag.forward(
            labels,
            (from, to) ->
                from == 0
                    ? body.predecessors(to - 1).length == 0
                    : body.hasEdge(from - 1, to - 1)));
  }

  /** Returns the position of the choice of an edge. */
  private int edge(int from, int to) {
    if (from >= to) {
      throw new IllegalArgumentException("edge %d>%d leads backward".formatted(from, to));
    }
    return from * (2 * nodes - from - 1) / 2 + to - from - 1;
  }

  /** Returns the graph of the nodes that a path from the input leads to, in their own order. */
  @Override
  public Dag graph(Architecture architecture) {
    int[] labels = new int[nodes];
    for (int node = 1; node < nodes; node++) {
      labels[node] = architecture.pick(edges + node - 1) + 1;
    }
    Dag.Forward all = new Dag.Forward(labels);
    for (int from = 0, edge = 0; from < nodes; from++) {
      for (int to = from + 1; to < nodes; to++) {
        all.edge(from, to, architecture.pick(edge++));
      }
    }
    Dag whole = all.graph();
    boolean[] reached = whole.reachable(0);
    int[] kept = IntStream.range(0, nodes).filter(node -> reached[node]).toArray();
    return kept.length == nodes ? whole : whole.induced(kept);
  }

  /**
   * Returns the representative of a cell: dropped nodes last, without edges and with the first
   * operation, and the others in their canonical order. Cells with one representative are the same
   * graph; for the reverse see {@link CanonicalOrder}.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    return architecture(CanonicalOrder.of(graph(architecture)));
  }

  /**
   * Returns the Weisfeiler-Lehman hash of an architecture's graph, 32 hexadecimal digits; equal for
   * cells that are the same graph.
   *
   * @param architecture an architecture of this space
   */
  public String hash(Architecture architecture) {
    return WeisfeilerLehman.hash(graph(architecture));
  }

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(operations.size()).pow(nodes - 1).shiftLeft(edges);
  }

  @Override
  public BigInteger rank(Architecture architecture) {
    BigInteger rank = new BigInteger(hex(architecture), HEX).shiftRight(padding());
    BigInteger base = BigInteger.valueOf(operations.size());
    for (int i = edges; i < choices.size(); i++) {
      rank = rank.multiply(base).add(BigInteger.valueOf(architecture.pick(i)));
    }
    return rank;
  }

  @Override
  public Architecture unrank(BigInteger rank) {
    checkRank(rank);
    int[] picks = new int[choices.size()];
    BigInteger base = BigInteger.valueOf(operations.size());
    BigInteger rest = rank;
    for (int i = picks.length - 1; i >= edges; i--) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      picks[i] = parts[1].intValue();
      rest = parts[0];
    }
    for (int i = 0; i < edges; i++) {
      picks[i] = rest.testBit(edges - 1 - i) ? 1 : 0;
    }
    return Architecture.of(picks);
  }

  /** Returns how many bits of the last hexadecimal digit are no edges. */
  private int padding() {
    return Math.floorMod(-edges, 4);
  }

  private String hex(Architecture architecture) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < edges; i += 4) {
      int digit = 0;
      for (int bit = i; bit < i + 4; bit++) {
        digit = 2 * digit + (bit < edges ? architecture.pick(bit) : 0);
      }
      text.append(Character.forDigit(digit, HEX));
    }
    return text.toString();
  }

  @Override
  public String format(Architecture architecture) {
    StringBuilder text = new StringBuilder(hex(architecture)).append(':');
    for (int i = edges; i < choices.size(); i++) {
      text.append(Character.forDigit(architecture.pick(i), Character.MAX_RADIX));
    }
    return text.toString();
  }

  @Override
  public Architecture parse(String text) {
    String stripped = text.strip();
    if (DagText.isEdgeList(stripped)) {
      return architecture(DagText.read(stripped, operations, nodes));
    }
    int digits = (edges + 3) / 4;
    if (stripped.length() != digits + nodes || stripped.charAt(digits) != ':') {
      throw malformed(
          "expected %d hexadecimal digits, ':' and %d operations, or a list of edges such as 0>1,1>2:conv1x1,conv1x1"
              .formatted(digits, nodes - 1));
    }
    int[] picks = new int[choices.size()];
    for (int i = 0; i < digits * 4; i++) {
      int bit = (digit(stripped, i / 4, HEX) >> (3 - i % 4)) & 1;
      if (i < edges) {
        picks[i] = bit;
      } else if (bit != 0) {
        throw malformed("the last digit has bits beyond the last edge");
      }
    }
    for (int i = edges; i < picks.length; i++) {
      picks[i] = digit(stripped, digits + 1 + i - edges, operations.size());
    }
    return Architecture.of(picks);
  }

  private int digit(String text, int at, int radix) {
    char symbol = text.charAt(at);
    int value = symbol < 128 ? Character.digit(symbol, Character.MAX_RADIX) : -1;
    if (value < 0 || value >= radix || Character.isUpperCase(symbol)) {
      throw malformed("character %d is not a digit of base %d".formatted(at + 1, radix));
    }
    return value;
  }

  private InvalidInputException malformed(String why) {
    return new InvalidInputException("malformed architecture of " + name() + ": " + why);
  }

  /** Returns the cell without dropped nodes. */
  @Override
  public List<Cell> cells(Architecture architecture) {
    Dag graph = graph(architecture);
    List<String> names = new ArrayList<>(List.of("input"));
    for (int node = 1; node < graph.size(); node++) {
      names.add(node + " " + operations.get(graph.label(node) - 1));
    }
    List<Cell.Edge> all = new ArrayList<>();
    graph.forEachEdge((from, to) -> all.add(new Cell.Edge(names.get(from), names.get(to), "")));
    names.add("output");
    for (int leaf : graph.leaves()) {
      all.add(new Cell.Edge(names.get(leaf), "output", ""));
    }
    return List.of(new Cell("Cell", names, all));
  }

  /** Returns the skeleton for small images: 16 channels, one cell per stage. */
  @Override
  public Skeleton skeleton(Shape input, int classes) {
    return Skeleton.standalone(input, classes, CHANNELS, 1);
  }

  /** Returns the network of the cell without dropped nodes, which do not count. */
  @Override
  public NetworkGraph rawNetwork(Architecture architecture, Skeleton skeleton) {
    return DagNetwork.of(graph(architecture), operations, skeleton);
  }
}
