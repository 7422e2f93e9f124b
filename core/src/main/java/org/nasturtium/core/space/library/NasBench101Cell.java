package org.nasturtium.core.space.library;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A cell of NAS-Bench-101 as a graph: vertex 0 is the input, the last one the output, and edges
 * lead to later vertices only.
 */
final class NasBench101Cell {
  /** The most vertices of a cell. */
  static final int VERTICES = 7;

  /** The most edges of a pruned cell. */
  static final int MOST_EDGES = 9;

  private static final int LAST = VERTICES - 1;
  private static final int EDGES = VERTICES * LAST / 2;
  private static final int INPUT_LABEL = -1;
  private static final int OUTPUT_LABEL = -2;

  /** For each vertex, the set of vertices with an edge to it, a bit each. */
  private final int[] sources;

  /** For each vertex, the position of its operation; of input and output, their hash labels. */
  private final int[] labels;

  private NasBench101Cell(int[] sources, int[] labels) {
    this.sources = sources;
    this.labels = labels;
  }

  /** Returns the edge picks of an architecture as one number, the first pick highest. */
  static int edgeBits(Architecture architecture) {
    int bits = 0;
    for (int i = 0; i < EDGES; i++) {
      bits = (bits << 1) | architecture.pick(i);
    }
    return bits;
  }

  /** Returns the sets of sources of the seven vertices. */
  private static int[] sources(int edgeBits) {
    int[] sources = new int[VERTICES];
    int shift = EDGES;
    for (int from = 0; from < LAST; from++) {
      for (int to = from + 1; to < VERTICES; to++) {
        sources[to] |= ((edgeBits >> --shift) & 1) << from;
      }
    }
    return sources;
  }

  /** Returns the set of vertices that lie on a path from the input to the output; maybe none. */
  private static int alive(int[] sources) {
    int reached = 1;
    for (int vertex = 1; vertex < VERTICES; vertex++) {
      if ((sources[vertex] & reached) != 0) {
        reached |= 1 << vertex;
      }
    }
    int needed = reached & (1 << LAST);
    for (int vertex = LAST; vertex > 0; vertex--) {
      if (((needed >> vertex) & 1) != 0) {
        needed |= sources[vertex] & reached;
      }
    }
    return needed;
  }

  private static boolean isValid(int[] sources) {
    int alive = alive(sources);
    int edges = 0;
    for (int vertex = 1; vertex < VERTICES; vertex++) {
      edges += ((alive >> vertex) & 1) * Integer.bitCount(sources[vertex] & alive);
    }
    return alive != 0 && edges <= MOST_EDGES;
  }

  /** Returns whether the pruned cell of an architecture keeps the rules of the benchmark. */
  static boolean isValid(Architecture architecture) {
    return isValid(sources(edgeBits(architecture)));
  }

  /** Returns the edge bits of all valid cells, ascending. */
  static int[] validEdgeBits() {
    return IntStream.range(0, 1 << EDGES).filter(bits -> isValid(sources(bits))).toArray();
  }

  /** Returns the cell of a valid architecture without the vertices that lie on no path. */
  static NasBench101Cell pruned(Architecture architecture) {
    int[] sources = sources(edgeBits(architecture));
    int alive = alive(sources);
    int[] order = IntStream.range(0, VERTICES).filter(v -> ((alive >> v) & 1) != 0).toArray();
    int[] labels = new int[VERTICES];
    for (int vertex = 1; vertex < LAST; vertex++) {
      labels[vertex] = architecture.pick(EDGES + vertex - 1);
    }
    labels[0] = INPUT_LABEL;
    labels[LAST] = OUTPUT_LABEL;
    return new NasBench101Cell(sources, labels).reordered(order);
  }

  /** Returns the cell of some of the vertices, in a new order that leads to later ones only. */
  private NasBench101Cell reordered(int[] order) {
    int[] newSources = new int[order.length];
    int[] newLabels = new int[order.length];
    for (int to = 0; to < order.length; to++) {
      newLabels[to] = labels[order[to]];
      for (int from = 0; from < to; from++) {
        newSources[to] |= ((sources[order[to]] >> order[from]) & 1) << from;
      }
    }
    return new NasBench101Cell(newSources, newLabels);
  }

  /**
   * Returns the cell of a published form.
   *
   * @throws InvalidInputException if it breaks a rule; the message says which
   */
  static NasBench101Cell of(String upperTriangle, int... operations) {
    int vertices = operations.length + 2;
    if (vertices > VERTICES || upperTriangle.length() != vertices * (vertices - 1) / 2) {
      throw malformed(
          upperTriangle,
          "%d operations and %d digits; expected 0 to 5 operations and for n of them (n + 2)(n + 1) / 2 digits"
              .formatted(operations.length, upperTriangle.length()));
    }
    int[] sources = new int[vertices];
    int[] labels = new int[vertices];
    int at = 0;
    for (int from = 0; from < vertices; from++) {
      for (int to = from + 1; to < vertices; to++) {
        char digit = upperTriangle.charAt(at++);
        if (digit != '0' && digit != '1') {
          throw malformed(upperTriangle, "digit " + at + " should be 0 or 1");
        }
        sources[to] |= (digit - '0') << from;
      }
    }
    labels[0] = INPUT_LABEL;
    labels[vertices - 1] = OUTPUT_LABEL;
    for (int i = 0; i < operations.length; i++) {
      if (operations[i] < 0 || operations[i] >= NasBench101.OPERATIONS.size()) {
        throw malformed(upperTriangle, "operation " + operations[i] + " is outside 0..2");
      }
      labels[i + 1] = operations[i];
    }
    NasBench101Cell cell = new NasBench101Cell(sources, labels);
    if (!isValid(cell.architecture())) {
      throw malformed(
          upperTriangle,
          "expected a path from the first to the last vertex, and at most 9 edges on such paths");
    }
    return cell;
  }

  private static InvalidInputException malformed(String upperTriangle, String why) {
    return new InvalidInputException(
        "malformed nasbench101 architecture with the matrix '" + upperTriangle + "': " + why);
  }

  /** Returns the architecture; unused vertices stand before the output, without edges. */
  Architecture architecture() {
    int[] picks = new int[EDGES + VERTICES - 2];
    int output = vertices() - 1;
    int at = 0;
    for (int from = 0; from < LAST; from++) {
      for (int to = from + 1; to < VERTICES; to++) {
        int target = to == LAST ? output : to < output ? to : -1;
        picks[at++] = from < output && target >= 0 ? (sources[target] >> from) & 1 : 0;
      }
    }
    for (int vertex = 1; vertex < output; vertex++) {
      picks[EDGES + vertex - 1] = labels[vertex];
    }
    return Architecture.of(picks);
  }

  int vertices() {
    return sources.length;
  }

  boolean hasEdge(int from, int to) {
    return ((sources[to] >> from) & 1) != 0;
  }

  /** Returns the position of the operation of an inner vertex. */
  int operation(int vertex) {
    return labels[vertex];
  }

  /** Returns the same graph with its vertices in the order that comes first of all. */
  NasBench101Cell ordered() {
    FirstOrder search = new FirstOrder();
    search.place(1, 1, 0);
    return reordered(search.best);
  }

  /**
   * Tries every order of the inner vertices in which edges lead to later ones, and keeps the one
   * with the smallest code; of at most 5 inner vertices there are at most 120.
   */
  private final class FirstOrder {
    private final int[] order = new int[vertices()];
    private int[] best = order;
    private long smallest = Long.MAX_VALUE;

    private void place(int position, int placed, long code) {
      int output = vertices() - 1;
      if (position == output) {
        order[position] = output;
        long whole = (code << position) | column(position);
        if (whole < smallest) {
          smallest = whole;
          best = order.clone();
        }
        return;
      }
      for (int vertex = 1; vertex < output; vertex++) {
        boolean open = ((placed >> vertex) & 1) == 0 && (sources[vertex] & ~placed) == 0;
        if (open) {
          order[position] = vertex;
          long extended = (((code << position) | column(position)) << 2) | labels[vertex];
          place(position + 1, placed | (1 << vertex), extended);
        }
      }
    }

    private int column(int position) {
      int column = 0;
      for (int from = 0; from < position; from++) {
        column = (column << 1) | ((sources[order[position]] >> order[from]) & 1);
      }
      return column;
    }
  }

  /**
   * Returns the hash that identifies a cell in the benchmark: each vertex starts with the MD5 sum
   * of its degrees and label; as many times as there are vertices it takes in the sorted sums of
   * its sources and targets; the sum of the sorted sums is the hash.
   */
  String hash() {
    int size = vertices();
    String[] sums = new String[size];
    for (int v = 0; v < size; v++) {
      sums[v] = md5("(%d, %d, %d)".formatted(targets(v).length, sourceList(v).length, labels[v]));
    }
    for (int round = 0; round < size; round++) {
      String[] known = sums;
      String[] next = new String[size];
      for (int v = 0; v < size; v++) {
        next[v] =
            md5(joined(known, sourceList(v)) + "|" + joined(known, targets(v)) + "|" + known[v]);
      }
      sums = next;
    }
    List<String> quoted = Arrays.stream(sums).sorted().map(sum -> "'" + sum + "'").toList();
    return md5("[" + String.join(", ", quoted) + "]");
  }

  private int[] sourceList(int vertex) {
    return IntStream.range(0, vertex).filter(from -> hasEdge(from, vertex)).toArray();
  }

  private int[] targets(int vertex) {
    return IntStream.range(vertex + 1, vertices()).filter(to -> hasEdge(vertex, to)).toArray();
  }

  private static String joined(String[] sums, int[] vertices) {
    String[] chosen = Arrays.stream(vertices).mapToObj(v -> sums[v]).toArray(String[]::new);
    Arrays.sort(chosen);
    return String.join("", chosen);
  }

  private static String md5(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
