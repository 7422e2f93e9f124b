package org.nasturtium.torch.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.Dag;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.library.DagOperation;
import org.nasturtium.core.space.library.DagSpace;
import org.nasturtium.core.space.library.NasBench101;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;
import org.nasturtium.torch.predict.GraphEncoding.Operations;
import org.nasturtium.torch.predict.GraphEncoding.Order;

class GraphEncoderTest {
  private static final Seed SEED = Seed.of(20_261_127);
  private static final DagSpace SPACE = new DagSpace(6, DagSpace.OPERATIONS);
  private static final GraphSource SOURCE = GraphSource.of(SPACE);
  private static final EncoderSpec SPEC = EncoderSpec.standard(SPACE);
  private static final EncoderTraining.Options SHORT =
      new EncoderTraining.Options(2000, 300, 32, 3e-3, 50);

  /** An encoder that learned a little, for tests that do not ask how much. */
  private static GraphEncoder brief(EncoderSpec spec, Engine engine, Seed seed) {
    return EncoderTraining.train(
            spec, SOURCE, SHORT.withIterations(20), engine, seed, RunControl.none())
        .encoder();
  }

  private static EncoderTraining.Result train(EncoderSpec spec, Engine engine, Seed seed) {
    return EncoderTraining.train(spec, SOURCE, SHORT, engine, seed, RunControl.none());
  }

  private static List<Dag> fresh(int pairs) {
    return EncoderTraining.freshPairs(SOURCE, pairs, SEED.child("fresh"));
  }

  @Test
  void aShortTrainingLearnsBothSimilarityAndReconstruction() {
    Engine engine = Engines.plain();
    EncoderTraining.Result result = train(SPEC, engine, SEED);
    GraphEncoder untrained =
        EncoderTraining.train(
                SPEC, SOURCE, SHORT.withIterations(1), engine, SEED, RunControl.none())
            .encoder();
    GraphEncoder.Quality before = untrained.quality(fresh(500));
    GraphEncoder.Quality after = result.encoder().quality(fresh(500));
    assertThat(result.curve()).hasSize(6);
    assertThat(after.similarity()).as("%s", SEED).isLessThan(before.similarity() / 3);
    assertThat(after.reconstruction()).as("%s", SEED).isLessThan(before.reconstruction() * 0.8);
    assertThat(after.wrongEntries()).as("%s", SEED).isLessThan(before.wrongEntries());
  }

  @Test
  void withoutSimilarityLossTheCosineDoesNotFollowTheKernel() {
    Engine engine = Engines.plain();
    double guided = train(SPEC, engine, SEED).encoder().quality(fresh(500)).similarity();
    GraphEncoder plain = train(SPEC.plain(), engine, SEED).encoder();
    assertThat(plain.quality(fresh(500)).similarity()).as("%s", SEED).isGreaterThan(2 * guided);
  }

  @Test
  void qualityIsWhatItsDefinitionSays() {
    GraphEncoder encoder = brief(SPEC, Engines.plain(), SEED);
    List<Dag> pairs = fresh(40);
    float[] vectors = encoder.embed(pairs);
    double sum = 0;
    for (int pair = 0; pair < 40; pair++) {
      WeisfeilerLehman kernel = SPEC.kernel();
      double wanted =
          WeisfeilerLehman.normalized(
              kernel.features(pairs.get(2 * pair)), kernel.features(pairs.get(2 * pair + 1)));
      double difference = cosine(vectors, 2 * pair, encoder.dimension()) - wanted;
      sum += difference * difference;
    }
    assertThat(encoder.quality(pairs).similarity()).isCloseTo(sum / 40, within(1e-5));
  }

  private static double cosine(float[] vectors, int row, int dimension) {
    double dot = 0;
    double first = 0;
    double second = 0;
    for (int i = row * dimension; i < (row + 1) * dimension; i++) {
      dot += (double) vectors[i] * vectors[i + dimension];
      first += (double) vectors[i] * vectors[i];
      second += (double) vectors[i + dimension] * vectors[i + dimension];
    }
    return dot / Math.sqrt(first * second);
  }

  @Test
  void equalSeedsGiveEqualEncoders() {
    Engine engine = Engines.plain();
    float[] vectors = brief(SPEC, engine, SEED).embed(fresh(20));
    assertThat(brief(SPEC, engine, SEED).embed(fresh(20))).isEqualTo(vectors);
    assertThat(brief(SPEC, engine, SEED.child("other")).embed(fresh(20))).isNotEqualTo(vectors);
  }

  @Test
  void anEncoderSurvivesItsFile(@TempDir Path folder) throws IOException {
    Engine engine = Engines.plain();
    EncoderSpec spec =
        SPEC.withDimension(7)
            .withEncoding(new GraphEncoding(6, SPACE.labels(), Operations.ONE_HOT, Order.CANONICAL))
            .withKernel(new WeisfeilerLehman(2, WeisfeilerLehman.Neighborhood.UNDIRECTED));
    GraphEncoder encoder = brief(spec, engine, SEED);
    Path file = folder.resolve("encoder");
    encoder.save(file);
    GraphEncoder loaded = GraphEncoder.load(file, engine);
    assertThat(loaded.spec()).isEqualTo(spec);
    assertThat(loaded.embed(fresh(700))).isEqualTo(encoder.embed(fresh(700)));
    assertThat(loaded.quality(fresh(30))).isEqualTo(encoder.quality(fresh(30)));
  }

  @Test
  void aFileThatIsNoEncoderIsRefused(@TempDir Path folder) throws IOException {
    Engine engine = Engines.plain();
    Path file = folder.resolve("encoder");
    assertThatThrownBy(() -> GraphEncoder.load(file, engine))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no checkpoint at " + file);
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> GraphEncoder.load(file, engine))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void anEncoderOfOtherNodesOrOperationsIsRefusedByName() {
    GraphEncoder encoder = brief(SPEC, Engines.plain(), SEED);
    encoder.requireFor(SPACE);
    assertThatThrownBy(() -> encoder.requireFor(new DagSpace(9, DagSpace.OPERATIONS)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 6 nodes")
        .hasMessageContaining("up to 9");
    assertThatThrownBy(() -> encoder.requireFor(new NasBench101())).hasMessageContaining("up to 7");
    assertThatThrownBy(() -> encoder.requireFor(new DagSpace(6, List.of(DagOperation.CONV3X3))))
        .hasMessageContaining("[input, conv1x1, sep3x3]")
        .hasMessageContaining("[input, conv3x3]");
    assertThatThrownBy(() -> encoder.embed(List.of(Dag.forward(new int[7], (a, b) -> true))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("7 nodes does not fit an encoding of 6");
    assertThatThrownBy(() -> SPEC.withDimension(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0 is outside");
  }

  @Test
  void trainingAndEmbeddingLeaveNoNativeMemoryBehind() {
    Engine engine = Engines.plain();
    brief(SPEC, engine, SEED).embed(fresh(10));
    long before = NativeMemory.pointers();
    GraphEncoder encoder = brief(SPEC, engine, SEED);
    encoder.embed(fresh(600));
    encoder.quality(fresh(600));
    assertThat(NativeMemory.pointers()).isEqualTo(before);
  }

  @Test
  void graphsOfAllSpacesCanBeLearned() {
    Engine engine = Engines.plain();
    for (var space : List.of(new NasBench101(), new NatsTopology(), new DagSpace())) {
      GraphSource source = GraphSource.of(space);
      EncoderSpec spec = EncoderSpec.standard(CellGraphs.of(space));
      GraphEncoder encoder =
          EncoderTraining.train(
                  spec, source, SHORT.withIterations(3), engine, SEED, RunControl.none())
              .encoder();
      List<Dag> graphs = EncoderTraining.freshPairs(source, 5, SEED);
      assertThat(encoder.embed(graphs)).hasSize(10 * spec.dimension());
    }
  }

  @Test
  void theFlattenedMatrixHoldsUpperTriangleAndDiagonal() {
    GraphEncoding encoding = new GraphEncoding(3, SPACE.labels(), Operations.DIAGONAL, Order.GIVEN);
    Dag graph = Dag.ofRows(List.of("011", "000", "000"), 0, 2, 1);
    FlattenedAdjacency flattened = new FlattenedAdjacency(encoding);
    assertThat(flattened.dimension()).isEqualTo(6);
    assertThat(flattened.embed(List.of(graph, graph.induced(0, 1))))
        .containsExactly(0, 1, 1, 1, 0, 0.5f, 0, 1, 0, 1, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aCanonicalEncodingDoesNotSeeTheNumbering(Operations operations) {
    RandomGenerator random = SEED.child("numbering").random();
    for (Order order : Order.values()) {
      GraphEncoding encoding = new GraphEncoding(6, SPACE.labels(), operations, order);
      long different =
          Stream.generate(() -> SPACE.graph(SPACE.sample(random)))
              .limit(100)
              .filter(
                  graph -> {
                    int[] levels = graph.levels();
                    Dag other =
                        graph.induced(
                            IntStream.range(0, graph.size())
                                .boxed()
                                .sorted(
                                    Comparator.<Integer>comparingInt(n -> levels[n])
                                        .thenComparing(Comparator.reverseOrder()))
                                .mapToInt(Integer::intValue)
                                .toArray());
                    return !Arrays.equals(
                        encoding.rows(List.of(graph)), encoding.rows(List.of(other)));
                  })
              .count();
      if (order == Order.CANONICAL) {
        assertThat(different).as("%s", SEED).isZero();
      } else {
        assertThat(different).as("%s", SEED).isPositive();
      }
    }
  }
}
