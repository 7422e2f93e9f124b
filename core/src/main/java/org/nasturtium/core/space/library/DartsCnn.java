package org.nasturtium.core.space.library;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.Cell;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * The cell space of DARTS (Liu, Simonyan and Yang, 2019), which GDAS (thesis section 3.2) and NGE
 * search too: a normal and a reduction cell, each with two inputs and four nodes of which every one
 * keeps two incoming edges.
 *
 * <p>There is one choice per edge, {@code normal.2<-0} to {@code reduce.5<-4}; an edge that is not
 * kept picks {@code none}. The text form is the genotype of the DARTS code. The networks follow
 * that code, with 3 N + 2 cells; see {@link DartsNetwork}. One of the spaces has the fixed
 * reduction cell of GDAS (FRC) instead, and no choices for it.
 */
public final class DartsCnn implements OpenSpace {
  /** The operations, in the order of DARTS; {@code none} is an edge that is not kept. */
  public static final List<String> OPERATIONS =
      List.of(
          "none",
          "max_pool_3x3",
          "avg_pool_3x3",
          "skip_connect",
          "sep_conv_3x3",
          "sep_conv_5x5",
          "dil_conv_3x3",
          "dil_conv_5x5");

  private static final List<String> BOTH_CELLS = List.of("normal", "reduce");
  private static final List<String> NORMAL_CELL = List.of("normal");

  private final String name;
  private final boolean noneIsRelaxed;
  private final DartsGenotypeText text;
  private final int cells;
  private final BigInteger size;
  private final List<Choice> choices;

  private DartsCnn(
      String name, boolean noneIsRelaxed, List<String> searched, Map<String, String> released) {
    this.name = name;
    this.noneIsRelaxed = noneIsRelaxed;
    this.text = new DartsGenotypeText(searched, released);
    this.cells = searched.size();
    this.size = size(cells);
    List<Choice> edges = new ArrayList<>();
    for (String cell : searched) {
      for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
        for (int from = 0; from < node; from++) {
          edges.add(Choice.of(cell + "." + node + "<-" + from, OPERATIONS));
        }
      }
    }
    choices = List.copyOf(edges);
  }

  /**
   * Returns the space {@code darts-cnn}, whose supernet relaxes all eight operations, as DARTS and
   * GDAS do.
   */
  public static DartsCnn eightOperations() {
    return new DartsCnn("darts-cnn", true, BOTH_CELLS, DartsGenotypes.released());
  }

  /**
   * Returns the space {@code darts-cnn-nge} of NGE (Li, Gong and Zhu, AAAI 2020): the same
   * architectures, but its supernet relaxes seven operations and leaves {@code none} to the
   * derivation.
   */
  public static DartsCnn sevenOperations() {
    return new DartsCnn("darts-cnn-nge", false, BOTH_CELLS, DartsGenotypes.released());
  }

  /**
   * Returns the space {@code darts-cnn-frc} of GDAS with a fixed reduction cell (thesis section
   * 3.1, as its code): only the normal cell is searched, with all eight operations.
   */
  public static DartsCnn fixedReduction() {
    return new DartsCnn(
        "darts-cnn-frc", true, NORMAL_CELL, DartsGenotypes.releasedWithFixedReduction());
  }

  private static BigInteger size(int cells) {
    BigInteger product = BigInteger.ONE;
    for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
      product = product.multiply(BigInteger.valueOf(DartsNode.count(node)));
    }
    return product.pow(cells);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  /**
   * Returns (180 * 49^4)^2, about 1.08e18: the product of {@code C(i, 2) * 7 * 7} over the nodes i
   * = 2..5 of both cells; its root with a fixed reduction cell.
   */
  @Override
  public BigInteger size() {
    return size;
  }

  /** Returns whether every node keeps exactly two incoming edges. */
  @Override
  public boolean contains(Architecture architecture) {
    if (!architecture.fits(choices)) {
      return false;
    }
    for (int cell = 0; cell < cells; cell++) {
      for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
        if (DartsNode.keptEdges(architecture, cell * DartsNode.EDGES, node) != 2) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public boolean isRelaxed(int choice, int candidate) {
    return noneIsRelaxed || candidate != 0;
  }

  @Override
  public Architecture sample(RandomGenerator random) {
    return unrank(random.nextLong(size.longValueExact()));
  }

  /**
   * Returns a neighbor: one kept edge, drawn uniformly from the sixteen, either gets another
   * operation (each of the six others alike) or, with probability 1/2 where the node has a free
   * predecessor, moves to one of those with its operation (each alike). Node 2 has none.
   */
  @Override
  public Architecture mutate(Architecture architecture, RandomGenerator random) {
    int firstEdge = random.nextInt(cells) * DartsNode.EDGES;
    DartsNode node =
        DartsNode.of(
            architecture,
            firstEdge,
            DartsNode.FIRST + random.nextInt(DartsNode.LAST - DartsNode.FIRST + 1));
    int from = random.nextBoolean() ? node.first() : node.second();
    int edge = firstEdge + DartsNode.edge(node.node(), from);
    int operation = architecture.pick(edge);
    if (node.node() > DartsNode.FIRST && random.nextBoolean()) {
      int to = freePredecessor(node, random.nextInt(node.node() - 2));
      return architecture
          .with(edge, 0)
          .with(firstEdge + DartsNode.edge(node.node(), to), operation);
    }
    int other = 1 + random.nextInt(DartsNode.OPERATIONS - 1);
    return architecture.with(edge, other < operation ? other : other + 1);
  }

  private static int freePredecessor(DartsNode node, int position) {
    int to = position;
    if (to >= node.first()) {
      to++;
    }
    return to >= node.second() ? to + 1 : to;
  }

  /**
   * Returns the position in this order: the normal cell before the reduction cell, node 2 to node
   * 5, the first outermost; per node by the smaller kept predecessor, the larger one, the operation
   * from the smaller one, the operation from the larger one.
   */
  @Override
  public BigInteger rank(Architecture architecture) {
    long rank = 0;
    for (int cell = 0; cell < cells; cell++) {
      for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
        rank =
            rank * DartsNode.count(node)
                + DartsNode.of(architecture, cell * DartsNode.EDGES, node).rank();
      }
    }
    return BigInteger.valueOf(rank);
  }

  @Override
  public Architecture unrank(BigInteger rank) {
    checkRank(rank);
    return unrank(rank.longValueExact());
  }

  private Architecture unrank(long rank) {
    int[] picks = new int[cells * DartsNode.EDGES];
    long rest = rank;
    for (int cell = cells - 1; cell >= 0; cell--) {
      for (int node = DartsNode.LAST; node >= DartsNode.FIRST; node--) {
        DartsNode.unrank(node, Math.toIntExact(rest % DartsNode.count(node)))
            .write(picks, cell * DartsNode.EDGES);
        rest /= DartsNode.count(node);
      }
    }
    return Architecture.of(picks);
  }

  /**
   * Returns the genotype that the rule of DARTS derives: each node keeps the two different edges
   * whose best operation other than {@code none} scores highest, each with that operation; on ties
   * the edge or operation that comes first.
   */
  @Override
  public Architecture derive(double[][] scores) {
    int[] picks = new int[choices.size()];
    for (int cell = 0; cell < cells; cell++) {
      for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
        keepTwo(scores, cell * DartsNode.EDGES + DartsNode.edge(node, 0), node, picks);
      }
    }
    return Architecture.of(picks);
  }

  private static void keepTwo(double[][] scores, int start, int count, int[] picks) {
    for (int kept = 0; kept < 2; kept++) {
      int best = -1;
      for (int edge = start; edge < start + count; edge++) {
        if (picks[edge] == 0
            && (best < 0
                || scores[edge][strongest(scores[edge])] > scores[best][strongest(scores[best])])) {
          best = edge;
        }
      }
      picks[best] = strongest(scores[best]);
    }
  }

  private static int strongest(double[] scores) {
    int best = 1;
    for (int k = 2; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  /** Returns the genotype as the DARTS code prints it, the pairs of a node by predecessor. */
  @Override
  public String format(Architecture architecture) {
    return text.format(architecture);
  }

  /**
   * Returns the architecture of a genotype: the text of {@link #format}, its JSON form, or the name
   * of a released cell in {@link DartsGenotypes}.
   */
  @Override
  public Architecture parse(String genotype) {
    return text.parse(genotype);
  }

  @Override
  public List<Cell> cells(Architecture architecture) {
    Cell normal = cell("Normal cell", architecture, 0);
    return cells == 1
        ? List.of(normal)
        : List.of(normal, cell("Reduction cell", architecture, DartsNode.EDGES));
  }

  private static Cell cell(String title, Architecture architecture, int firstEdge) {
    List<String> nodes = new ArrayList<>(List.of("c[k-2]", "c[k-1]"));
    List<Cell.Edge> edges = new ArrayList<>();
    for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
      nodes.add("node " + node);
      for (int from = 0; from < node; from++) {
        int operation = architecture.pick(firstEdge + DartsNode.edge(node, from));
        if (operation > 0) {
          edges.add(new Cell.Edge(nodes.get(from), nodes.get(node), OPERATIONS.get(operation)));
        }
      }
    }
    nodes.add("c[k]");
    for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
      edges.add(new Cell.Edge(nodes.get(node), "c[k]", ""));
    }
    return new Cell(title, nodes, edges);
  }

  /** Returns the second-order cell that DARTS released; with a fixed reduction cell, GDAS's. */
  @Override
  public Map<String, Architecture> references() {
    String reference = cells == 1 ? "GDAS_F1" : "DARTS_V2";
    return Map.of(reference, parse(reference));
  }

  /** Returns the released cells that this space contains. */
  @Override
  public Map<String, Architecture> named() {
    Map<String, Architecture> named = new TreeMap<>();
    text.released().forEach((cell, genotype) -> named.put(cell, parse(genotype)));
    return named;
  }

  /**
   * Returns the skeleton of the papers' CIFAR networks: 36 channels, N = 6, which makes 20 cells.
   */
  @Override
  public Skeleton skeleton(Shape input, int classes) {
    return Skeleton.standalone(input, classes, 36, 6);
  }

  /**
   * Returns the skeleton of the papers' search networks: 16 channels, N = 2, which makes 8 cells.
   */
  @Override
  public Skeleton searchSkeleton(Shape input, int classes) {
    return Skeleton.standalone(input, classes, 16, 2).searching();
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if the channels are too few for the network or the maps too small
   *     or large for its auxiliary head
   */
  @Override
  public NetworkGraph supernet(Skeleton skeleton) {
    return DartsNetwork.of(choices, skeleton);
  }
}
