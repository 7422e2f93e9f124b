package org.nasturtium.torch.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.Tasks;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.supernet.CandidateOptions.Batches;
import org.nasturtium.torch.train.Checkpoint;
import org.nasturtium.torch.train.Scores;

/** Any architecture is scored with a search's weights, and the best candidate is the best. */
final class SharedWeightsTest {
  private static final Seed SEED = Seed.of(81);

  private final NatsTopology space = new NatsTopology();
  private final Engine engine = Engines.fast();
  private final Skeleton skeleton = Skeleton.standalone(Graphs.IMAGE, 3, 4, 1).searching();
  private final NetworkGraph graph = space.supernet(skeleton);
  private final ImageSet images = Tasks.noise(40, 3, SEED);

  @TempDir Path folder;

  private ScoringImages images(Batches batches, int size) {
    return new ScoringImages(images, Normalization.none(3), batches, size, SEED.child("order"));
  }

  private List<Architecture> some(int count) {
    var random = SEED.child("some").random();
    List<Architecture> some = new ArrayList<>();
    while (some.size() < count) {
      some.add(space.sample(random));
    }
    return some;
  }

  private Path saved(String name, TorchNetwork network) throws IOException {
    Path file = folder.resolve(name);
    try (StepScope scope = StepScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Checkpoint.put(tensors, "network.", network.state());
      new Checkpoint(Map.of("kind", "search"), "{}", tensors).write(file);
    }
    return file;
  }

  @Test
  void theSavedWeightsScoreAsTheLivingOnes() throws IOException {
    try (TorchNetwork network = new TorchNetwork(graph, engine, SEED.child("weights"));
        SharedWeights read =
            SharedWeights.read(saved("search", network), Map.of(), graph, engine)) {
      List<Architecture> some = some(6);
      List<Double> want = new ArrayList<>();
      for (Architecture each : some) {
        want.add(
            Scores.of(network, Gates.of(graph, each), images, Normalization.none(3), 16)
                .accuracy());
      }
      assertThat(read.accuracies(some, images(Batches.WHOLE_SET, 16))).isEqualTo(want);
      assertThat(want.stream().distinct().count()).as("%s", want).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresDependOnTheSeedAlone(Batches batches) {
    try (TorchNetwork network = new TorchNetwork(graph, engine, SEED.child("weights"))) {
      SharedWeights shared = new SharedWeights(network);
      List<Architecture> some = some(9);
      List<Double> want = shared.accuracies(some, images(batches, 16));
      assertThat(want).hasSize(9).allSatisfy(share -> assertThat(share).isBetween(0.0, 100.0));
      assertThat(shared.accuracies(some, images(batches, 16))).isEqualTo(want);
    }
  }

  @Test
  void aBatchOfEverythingScoresTheSameInEveryWay() {
    try (TorchNetwork network = new TorchNetwork(graph, engine, SEED.child("weights"))) {
      SharedWeights shared = new SharedWeights(network);
      List<Architecture> some = some(5);
      List<Double> want = shared.accuracies(some, images(Batches.WHOLE_SET, 512));
      for (Batches batches : List.of(Batches.OWN, Batches.COMMON)) {
        List<Double> got = shared.accuracies(some, images(batches, 512));
        for (int i = 0; i < 5; i++) {
          // another order of the same images may round a batch statistic differently
          assertThat(got.get(i)).isCloseTo(want.get(i), within(100.0 / 40));
        }
      }
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws IOException {
    NetworkGraph wider = space.supernet(skeleton.withChannels(6));
    NetworkGraph decided = graph.decide(NatsTopology.RESNET);
    for (NetworkGraph other : List.of(wider, decided)) {
      try (TorchNetwork network = new TorchNetwork(other, engine, SEED.child("weights"))) {
        Path file = saved("other", network);
        assertThatExceptionOfType(InvalidInputException.class)
            .isThrownBy(() -> SharedWeights.read(file, Map.of(), graph, engine))
            .withMessageStartingWith(
                "checkpoint " + file + " has no shared weights of this supernet: ");
      }
    }
  }

  private Derivation.Context context(Supernet supernet, Limits limits, int count) {
    return new Derivation.Context(
        supernet,
        limits,
        count,
        new CandidateOptions(count, count, 40, Batches.WHOLE_SET),
        images,
        Normalization.none(3),
        SEED.child("derivation"));
  }

  private Supernet supernet() {
    return new Supernet(
        space,
        new TorchNetwork(graph, engine, SEED.child("weights")),
        new FreeLogits(space, engine.weightType(), SEED.child("policy")));
  }

  @Test
  void theMostProbableCandidatesAreThoseOfAllArchitectures() {
    try (Supernet supernet = supernet()) {
      Derivation.Context context = context(supernet, Limits.none(space), 25);
      double[][] scores = context.logProbabilities();
      List<Architecture> all = new ArrayList<>();
      for (int i = 0; i < space.size().intValueExact(); i++) {
        all.add(space.unrank(BigInteger.valueOf(i)));
      }
      Comparator<Architecture> bySum =
          Comparator.comparingDouble(
              a -> {
                double sum = 0;
                for (int e = 0; e < 6; e++) {
                  sum -= scores[e][a.pick(e)];
                }
                return sum;
              });
      all.sort(bySum);
      assertThat(new MostProbable().of(context)).containsExactlyElementsOf(all.subList(0, 25));
      List<Architecture> filled =
          all.stream().filter(each -> Arrays.stream(each.picks()).allMatch(k -> k > 0)).toList();
      assertThat(new MostProbable(MostProbable.Edges.FILLED).of(context))
          .containsExactlyElementsOf(filled.subList(0, 25));
    }
  }

  @Test
  void theBestCandidateHasTheBestScoreAmongAllowedOnes() {
    try (Supernet supernet = supernet()) {
      Limits limits =
          Limits.of(
              space, Feasibility.unlimited(space, Skeleton.standalone(Graphs.IMAGE, 3, 4, 1)));
      for (Candidates source : List.of(new RandomCandidates(), new PolicyCandidates())) {
        Derivation.Context context = context(supernet, limits, 12);
        List<Architecture> candidates = source.of(context);
        assertThat(candidates).hasSize(12).doesNotHaveDuplicates().allMatch(limits.allows());
        List<Double> scores = context.accuracies(candidates);
        Architecture best = candidates.get(scores.indexOf(Collections.max(scores)));
        assertThat(new BestCandidate(source).derive(context)).isEqualTo(best);
      }
    }
  }

  @Test
  void halvingEndsWithTheBestOfItsLastRound() {
    try (Supernet supernet = supernet()) {
      Derivation.Context context = context(supernet, Limits.none(space), 4);
      List<Architecture> candidates = new RandomCandidates().of(context);
      List<Double> scores = context.common(40).accuracies(candidates);
      Architecture best = candidates.get(scores.indexOf(Collections.max(scores)));
      assertThat(new HalvedCandidates(new RandomCandidates()).derive(context)).isEqualTo(best);
      Derivation.Context many = context(supernet, Limits.none(space), 64);
      Architecture found =
          new HalvedCandidates(new RandomCandidates())
              .derive(
                  new Derivation.Context(
                      supernet,
                      Limits.none(space),
                      64,
                      new CandidateOptions(64, 64, 5, Batches.COMMON),
                      images,
                      Normalization.none(3),
                      SEED.child("derivation")));
      assertThat(new RandomCandidates().of(many)).contains(found);
    }
  }

  @Test
  void halvingOnAllImagesIsTheBestOnAllImages() {
    try (Supernet supernet = supernet()) {
      Derivation.Context context = context(supernet, Limits.none(space), 20);
      assertThat(new HalvedCandidates(new RandomCandidates()).derive(context))
          .isEqualTo(new BestCandidate(new RandomCandidates()).derive(context));
    }
  }

  @Test
  void weightsOfAnotherRunAreRefused() throws IOException {
    try (TorchNetwork network = new TorchNetwork(graph, engine, SEED.child("weights"))) {
      Path file = saved("run", network);
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> SharedWeights.read(file, Map.of("kind", "training"), graph, engine))
          .withMessageContaining("its kind is search, expected training");
    }
  }

  @Test
  void withoutAnAllowedCandidateTheRuleAnswersOrSaysSo() {
    try (Supernet supernet = supernet()) {
      Limits nothing =
          new Limits(
              architecture -> false,
              scores -> {
                throw new InvalidInputException("nothing feasible");
              });
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(
              () -> new BestCandidate(new RandomCandidates()).derive(context(supernet, nothing, 3)))
          .withMessage("nothing feasible");
    }
  }
}
