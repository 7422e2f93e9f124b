package org.nasturtium.torch.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.train.Checkpoint;

/**
 * A graph encoder maps a graph to a vector such that the cosine of two vectors approximates the
 * Weisfeiler-Lehman kernel of the graphs, and a decoder can draw the graph again from its vector
 * (NASGEM, section 3.2 of the paper). Encoder and decoder are dense networks. Made by {@link
 * EncoderTraining}. Immutable.
 */
public final class GraphEncoder implements GraphEmbedding {
  private static final String ENCODER = "encoder.";
  private static final String DECODER = "decoder.";
  private static final Map<String, String> IDENTITY = Map.of("kind", "graph-encoder");
  private static final JsonMapper JSON = new JsonMapper();

  /** The most numbers of a batch: bounds memory as n grows. */
  private static final int MOST_NUMBERS = 1 << 20;

  private final Engine engine;
  private final EncoderSpec spec;
  private final Weights encoder;
  private final Weights decoder;

  GraphEncoder(Engine engine, EncoderSpec spec, Weights encoder, Weights decoder) {
    this.engine = engine;
    this.spec = spec;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /** Returns what this encoder is. */
  public EncoderSpec spec() {
    return spec;
  }

  /** Returns this encoder, computing on another engine. */
  public GraphEncoder on(Engine other) {
    return new GraphEncoder(other, spec, encoder, decoder);
  }

  @Override
  public int dimension() {
    return spec.dimension();
  }

  @Override
  public float[] embed(List<Dag> graphs) {
    float[] vectors = new float[Math.multiplyExact(graphs.size(), dimension())];
    try (Dense network = Dense.of(engine, encoder)) {
      int size = chunk();
      for (int start = 0; start < graphs.size(); start += size) {
        List<Dag> chunk = graphs.subList(start, Math.min(graphs.size(), start + size));
        try (StepScope scope = StepScope.open();
            NoGradGuard guard = new NoGradGuard()) {
          float[] part = Tensors.floats(network.forward(batch(chunk)));
          System.arraycopy(part, 0, vectors, start * dimension(), part.length);
        }
      }
    }
    return vectors;
  }

  /** Returns how many graphs are embedded in one step, an even number. */
  private int chunk() {
    return 2 * Math.max(1, MOST_NUMBERS / spec.encoding().width() / 2);
  }

  private Tensor batch(List<Dag> graphs) {
    GraphEncoding encoding = spec.encoding();
    return engine.onDevice(Tensors.of(encoding.rows(graphs), graphs.size(), encoding.width()));
  }

  /**
   * The quality of an encoder on some pairs.
   *
   * @param similarity the mean similarity loss, equation 3
   * @param reconstruction the mean reconstruction loss of a graph
   * @param wrongEntries the share of the entries of a graph whose decoded value, rounded, is wrong
   */
  public record Quality(double similarity, double reconstruction, double wrongEntries) {}

  /**
   * Returns the quality on pairs of graphs, which should be fresh.
   *
   * @param pairs the first and the second graph of each pair, one after the other; at least one
   *     pair
   */
  public Quality quality(List<Dag> pairs) {
    if (pairs.isEmpty() || pairs.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "expected pairs of graphs, found " + pairs.size() + " graphs");
    }
    double similarity = 0;
    double reconstruction = 0;
    double wrong = 0;
    try (Dense encoding = Dense.of(engine, encoder);
        Dense decoding = Dense.of(engine, decoder)) {
      int size = chunk();
      for (int start = 0; start < pairs.size(); start += size) {
        List<Dag> chunk = pairs.subList(start, Math.min(pairs.size(), start + size));
        Quality part = quality(chunk, encoding, decoding);
        double share = (double) chunk.size() / pairs.size();
        similarity += share * part.similarity;
        reconstruction += share * part.reconstruction;
        wrong += share * part.wrongEntries;
      }
    }
    return new Quality(similarity, reconstruction, wrong);
  }

  private Quality quality(List<Dag> pairs, Dense encoding, Dense decoding) {
    int count = pairs.size() / 2;
    List<Dag> first = IntStream.range(0, count).mapToObj(i -> pairs.get(2 * i)).toList();
    List<Dag> second = IntStream.range(0, count).mapToObj(i -> pairs.get(2 * i + 1)).toList();
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      float[] kernels = new float[count];
      for (int i = 0; i < count; i++) {
        kernels[i] = similarity(first.get(i), second.get(i));
      }
      Tensor rows = batch(Stream.concat(first.stream(), second.stream()).toList());
      Tensor vectors = encoding.forward(rows);
      Tensor logits = decoding.forward(vectors);
      double entries = 2.0 * count * spec.encoding().width();
      Tensor similar =
          GraphLoss.similarity(
              vectors.narrow(0, 0, count), vectors.narrow(0, count, count), row(kernels));
      Tensor wrong = torch.sigmoid(logits).sub(rows).abs().gt(row(spec.encoding().tolerances()));
      return new Quality(
          similar.item_double(),
          spec.reconstruction().sum(logits, rows).item_double() / entries,
          wrong.sum().item_double() / entries);
    }
  }

  private float similarity(Dag a, Dag b) {
    return (float)
        WeisfeilerLehman.normalized(spec.kernel().features(a), spec.kernel().features(b));
  }

  private Tensor row(float[] values) {
    return engine.onDevice(Tensors.of(values, values.length));
  }

  /**
   * Checks that this encoder was made for the graphs of a space.
   *
   * @param graphs the space
   * @throws InvalidInputException if its graphs have more nodes or other labels; the message names
   *     both
   */
  public void requireFor(CellGraphs graphs) {
    if (graphs.mostNodes() > spec.encoding().nodes()) {
      throw new InvalidInputException(
          "the encoder is for graphs of at most %d nodes, the cells have up to %d"
              .formatted(spec.encoding().nodes(), graphs.mostNodes()));
    }
    if (!graphs.labels().equals(spec.encoding().labels())) {
      throw new InvalidInputException(
          "the encoder is for operations %s, the cells have %s"
              .formatted(spec.encoding().labels(), graphs.labels()));
    }
  }

  /**
   * Writes this encoder as a checkpoint file.
   *
   * @param file where to
   * @throws IOException if writing fails
   */
  public void save(Path file) throws IOException {
    save(file, Map.of(), List.of());
  }

  /** Writes this encoder as a checkpoint file that says more of it, by name, and how it learned. */
  void save(Path file, Map<String, String> about, List<EncoderTraining.Point> curve)
      throws IOException {
    Map<String, String> identity = new LinkedHashMap<>(about);
    identity.putAll(IDENTITY);
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      put(tensors, ENCODER, encoder);
      put(tensors, DECODER, decoder);
      LossCurve.put(tensors, curve);
      new Checkpoint(identity, JSON.writeValueAsString(spec), tensors).write(file);
    }
  }

  private static void put(Map<String, Tensor> tensors, String prefix, Weights weights) {
    weights
        .arrays()
        .forEach(
            (name, array) -> tensors.put(prefix + name, Tensors.of(array.values(), array.shape())));
  }

  /**
   * Reads an encoder.
   *
   * @param file a file that {@link #save} wrote
   * @param engine where it will compute
   * @throws InvalidInputException if the file is missing, damaged or not an encoder
   */
  public static GraphEncoder load(Path file, Engine engine) {
    try (StepScope scope = StepScope.open()) {
      String spec = Checkpoint.read(file, IDENTITY).progress();
      GraphEncoder loaded =
          new GraphEncoder(
              engine,
              JSON.readValue(spec, EncoderSpec.class),
              Checkpoint.weights(file, ENCODER),
              Checkpoint.weights(file, DECODER));
      loaded.requireShapes(file);
      return loaded;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "damaged encoder " + file + ": its settings are malformed", e);
    }
  }

  private void requireShapes(Path file) {
    if (!fits(encoder, spec.encoderSizes()) || !fits(decoder, spec.decoderSizes())) {
      throw new InvalidInputException(
          "damaged encoder " + file + ": its weights are not those its settings say");
    }
  }

  private static boolean fits(Weights weights, int... sizes) {
    if (weights.arrays().size() != 2 * (sizes.length - 1)) {
      return false;
    }
    for (int i = 0; i + 1 < sizes.length; i++) {
      Weights.Array weight = weights.arrays().get(i + ".weight");
      Weights.Array bias = weights.arrays().get(i + ".bias");
      if (weight == null
          || bias == null
          || !Arrays.equals(weight.shape(), new long[] {sizes[i + 1], sizes[i]})
          || bias.length() != sizes[i + 1]) {
        return false;
      }
    }
    return true;
  }
}
