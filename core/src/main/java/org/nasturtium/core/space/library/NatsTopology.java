package org.nasturtium.core.space.library;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.MersenneTwister;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Cell;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * The topology space of NATS-Bench (thesis section 5.2), which is NAS-Bench-201: cells of four
 * nodes whose six edges each pick one of five operations, 15,625 cells in the official index order.
 *
 * <p>Node 0 is the cell's input, node 3 its output, every node the sum of its incoming edges.
 */
public final class NatsTopology implements OpenSpace, CellGraphs {
  /** The operations, in the official order. */
  public static final List<String> OPERATIONS =
      List.of("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3");

  /** The cell with the residual connections of ResNet, index 11472. */
  public static final Architecture RESNET = Architecture.of(3, 0, 3, 1, 0, 1);

  private static final int NODES = 4;
  private static final int INDEX_SEED = 88;
  private static final Pattern EDGE = Pattern.compile("([a-z_0-9]+)~(\\d+)");

  private final List<Choice> choices;
  private final int[] rankOfIndex;
  private final int[] indexOfRank;
  private final Lazy<int[]> canonicalIndex = new Lazy<>(this::smallestIndices);
  private final Lazy<int[][]> classes = new Lazy<>(this::membersBySmallestIndex);

  /** Creates the space and its index order. */
  public NatsTopology() {
    List<Choice> edges = new ArrayList<>();
    for (int node = 1; node < NODES; node++) {
      for (int from = 0; from < node; from++) {
        edges.add(Choice.of(edgeName(node, from), OPERATIONS));
      }
    }
    choices = List.copyOf(edges);
    int size = Architecture.product(choices).intValueExact();
    rankOfIndex = new int[size];
    for (int i = 0; i < size; i++) {
      rankOfIndex[i] = i;
    }
    new MersenneTwister(INDEX_SEED).shuffle(rankOfIndex);
    indexOfRank = new int[size];
    for (int i = 0; i < size; i++) {
      indexOfRank[rankOfIndex[i]] = i;
    }
  }

  private static String edgeName(int node, int from) {
    return node + "<-" + from;
  }

  @Override
  public String name() {
    return "nats-topology";
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  /**
   * Returns the official index: the Cartesian product, first edge outermost, shuffled by CPython's
   * generator with seed 88.
   */
  @Override
  public BigInteger rank(Architecture architecture) {
    return BigInteger.valueOf(index(architecture));
  }

  /** Returns the official index of a cell, 0 to 15,624. */
  public int index(Architecture architecture) {
    return indexOfRank[architecture.rank(choices).intValueExact()];
  }

  @Override
  public Architecture unrank(BigInteger rank) {
    checkRank(rank);
    return architecture(rank.intValueExact());
  }

  /** Returns the cell of an official index, 0 to 15,624. */
  public Architecture architecture(int index) {
    return Architecture.unrank(choices, BigInteger.valueOf(rankOfIndex[index]));
  }

  /**
   * Returns the smallest-index cell among those that compute the same function, of which there are
   * 4,930.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    return architecture(canonicalIndex.get()[index(architecture)]);
  }

  /**
   * Returns a neighbor as the code of NATS-Bench draws it: first one of the nodes 1 to 3, then one
   * of its incoming edges, then another operation. So edge {@code 1<-0} changes with probability
   * 1/3, each edge of node 3 with 1/9.
   */
  @Override
  public Architecture mutateAsCoded(Architecture architecture, RandomGenerator random) {
    int node = 1 + random.nextInt(NODES - 1);
    int edge = node * (node - 1) / 2 + random.nextInt(node);
    int operation = random.nextInt(OPERATIONS.size() - 1);
    return architecture.with(edge, operation < architecture.pick(edge) ? operation : operation + 1);
  }

  /** Returns all cells that compute the same function. */
  @Override
  public List<Architecture> equivalents(Architecture architecture) {
    int smallest = canonicalIndex.get()[index(architecture)];
    return IntStream.of(classes.get()[smallest]).mapToObj(this::architecture).toList();
  }

  /**
   * Returns the text by which NATS-Bench tells functionally different cells apart; 6,466 of them
   * differ.
   */
  public static String officialIdentity(Architecture architecture) {
    return NatsTopologyIdentity.official(architecture);
  }

  /** Returns the official text, {@code |op~0|+|op~0|op~1|+|op~0|op~1|op~2|}. */
  @Override
  public String format(Architecture architecture) {
    StringBuilder text = new StringBuilder();
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      text.append(node == 1 ? "|" : "+|");
      for (int from = 0; from < node; from++) {
        text.append(OPERATIONS.get(architecture.pick(edge++))).append('~').append(from).append('|');
      }
    }
    return text.toString();
  }

  @Override
  public Architecture parse(String text) {
    String[] nodes = text.strip().split("\\+", -1);
    if (nodes.length != NODES - 1) {
      throw malformed(text, "expected 3 nodes separated by '+', found " + nodes.length);
    }
    int[] picks = new int[choices.size()];
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      String part = nodes[node - 1];
      String[] edges = part.split("\\|", -1);
      if (edges.length != node + 2 || !edges[0].isEmpty() || !edges[node + 1].isEmpty()) {
        throw malformed(
            text, "node " + node + " '" + part + "' should be " + node + " edges between '|'");
      }
      for (int from = 0; from < node; from++) {
        picks[edge++] = operation(text, edges[from + 1], node, from);
      }
    }
    return Architecture.of(picks);
  }

  private static int operation(String text, String edge, int node, int from) {
    Matcher matcher = EDGE.matcher(edge);
    if (!matcher.matches()) {
      throw malformed(
          text, "edge " + edgeName(node, from) + " '" + edge + "' is not operation~" + from);
    }
    if (!matcher.group(2).equals(String.valueOf(from))) {
      throw malformed(
          text, "edge " + edgeName(node, from) + " '" + edge + "' should come from node " + from);
    }
    int operation = OPERATIONS.indexOf(matcher.group(1));
    if (operation < 0) {
      throw malformed(
          text,
          "edge "
              + edgeName(node, from)
              + " has the unknown operation '"
              + matcher.group(1)
              + "'; known: "
              + OPERATIONS);
    }
    return operation;
  }

  private static InvalidInputException malformed(String text, String why) {
    return new InvalidInputException("malformed nats-topology architecture '" + text + "': " + why);
  }

  @Override
  public List<Cell> cells(Architecture architecture) {
    List<String> names = List.of("input", "node 1", "node 2", "output");
    List<Cell.Edge> edges = new ArrayList<>();
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      for (int from = 0; from < node; from++) {
        String operation = OPERATIONS.get(architecture.pick(edge++));
        edges.add(new Cell.Edge(names.get(from), names.get(node), operation));
      }
    }
    return List.of(new Cell("Cell", names, edges));
  }

  @Override
  public Map<String, Architecture> references() {
    return Map.of("resnet", RESNET);
  }

  /** Returns the skeleton of the benchmark: 16 channels, 5 cells per stage. */
  @Override
  public Skeleton skeleton(Shape input, int classes) {
    return Skeleton.standalone(input, classes, 16, 5);
  }

  /**
   * Returns the supernet of thesis section 5.4: stem, three stages of cells with residual
   * reductions between, head.
   *
   * <p>In the search phase, searchable cells and the last normalization use batch statistics and
   * learn no scale, and searchable convolutions have a bias; stem and reductions keep learned scale
   * and running statistics (as coded).
   */
  @Override
  public NetworkGraph supernet(Skeleton skeleton) {
    if (skeleton.stem() != Skeleton.Stem.CIFAR) {
      throw new InvalidInputException(
          "nats-topology has no ImageNet stem; expected images of at most 64 pixels");
    }
    if (skeleton.input().height() % 4 != 0 || skeleton.input().width() % 4 != 0) {
      throw new InvalidInputException(
          "nats-topology halves images twice: sides must be divisible by 4, not "
              + skeleton.input());
    }
    GraphBuilder builder = NetworkGraph.builder().choices(choices);
    boolean searching = skeleton.phase() == Skeleton.Phase.SEARCH;
    Layers fixed = Layers.standalone(builder);
    Layers cells = searching ? new Layers(builder, Operation.BatchNorm.searching(), true) : fixed;
    String features =
        fixed.convNorm(
            "stem",
            skeleton.channels(),
            Window.same(3, 1),
            builder.input("image", skeleton.input()));
    int channels = skeleton.channels();
    for (int stage = 1; stage <= 3; stage++) {
      if (stage > 1) {
        channels *= 2;
        features = fixed.residualReduction("reduction" + (stage - 1), channels, features);
      }
      for (int cell = 1; cell <= skeleton.cells(); cell++) {
        features = cell(cells, "stage" + stage + ".cell" + cell, channels, features);
      }
    }
    cells.classifier(
        skeleton.classes(), cells.relu("head.relu", cells.norm("head.norm", features)));
    return builder.build();
  }

  private String cell(Layers layers, String name, int channels, String input) {
    List<String> nodes = new ArrayList<>(List.of(input));
    int edge = 0;
    for (int node = 1; node < NODES; node++) {
      List<String> incoming = new ArrayList<>();
      for (int from = 0; from < node; from++) {
        String edgeName = name + ".edge" + node + "-" + from;
        List<String> candidates = candidates(layers, edgeName, channels, nodes.get(from));
        incoming.add(layers.builder().select(edgeName, choices.get(edge++), candidates));
      }
      nodes.add(layers.builder().add(name + ".node" + node, new Operation.Add(), incoming));
    }
    return nodes.get(NODES - 1);
  }

  private static List<String> candidates(Layers layers, String edge, int channels, String input) {
    return List.of(
        layers.builder().add(edge + ".none", new Operation.Zero(1), input),
        layers.builder().add(edge + ".skip_connect", new Operation.Identity(), input),
        layers.reluConvNorm(edge + ".nor_conv_1x1", channels, Window.same(1, 1), input),
        layers.reluConvNorm(edge + ".nor_conv_3x3", channels, Window.same(3, 1), input),
        layers
            .builder()
            .add(edge + ".avg_pool_3x3", new Operation.AveragePool(Window.same(3, 1)), input));
  }

  /** Returns the indices of each class of equal cells, at its smallest index. */
  private int[][] membersBySmallestIndex() {
    int[] smallest = canonicalIndex.get();
    int[][] members = new int[smallest.length][0];
    for (int i = 0; i < smallest.length; i++) {
      int[] known = members[smallest[i]];
      members[smallest[i]] = Arrays.copyOf(known, known.length + 1);
      members[smallest[i]][known.length] = i;
    }
    return members;
  }

  private int[] smallestIndices() {
    Map<String, Integer> first = new HashMap<>();
    int[] smallest = new int[rankOfIndex.length];
    for (int i = 0; i < smallest.length; i++) {
      Integer known = first.putIfAbsent(NatsTopologyIdentity.simplified(architecture(i)), i);
      smallest[i] = known == null ? i : known;
    }
    return smallest;
  }

  @Override
  public int mostNodes() {
    return choices.size() + 2;
  }

  @Override
  public List<String> labels() {
    List<String> labels = new ArrayList<>(OPERATIONS);
    labels.set(0, "input");
    labels.add("output");
    return List.copyOf(labels);
  }

  /**
   * Returns the line graph of a cell: its nodes are the input, the edges whose operation is not
   * none, in the order of the picks, and the output; only the input where no path leads to the
   * output.
   */
  @Override
  public Dag graph(Architecture architecture) {
    List<int[]> ends = new ArrayList<>(List.of(new int[] {-1, 0}));
    List<Integer> labels = new ArrayList<>(List.of(0));
    int choice = 0;
    for (int to = 1; to < NODES; to++) {
      for (int from = 0; from < to; from++) {
        int pick = architecture.pick(choice++);
        if (pick > 0) {
          ends.add(new int[] {from, to});
          labels.add(pick);
        }
      }
    }
    ends.add(new int[] {NODES - 1, NODES});
    labels.add(OPERATIONS.size());
    Dag whole =
        Dag.forward(
            labels.stream().mapToInt(Integer::intValue).toArray(),
            (from, to) -> ends.get(from)[1] == ends.get(to)[0]);
    return whole.between(0, whole.size() - 1);
  }
}
