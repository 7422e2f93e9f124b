package org.nasturtium.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.space.Layers;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DartsCnn;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.core.space.library.NatsTopology;

/** The best feasible architecture: exact where a space can be enumerated, good elsewhere. */
final class FeasibleDerivationTest {
  private static final Seed SEED = Seed.of(17);
  private static final Skeleton SKELETON = Skeleton.standalone(new Shape(3, 8, 8), 10, 4, 1);

  private static double[][] scores(SearchSpace space, RandomGenerator random) {
    return space.choices().stream()
        .map(choice -> logProbabilities(choice.size(), random))
        .toArray(double[][]::new);
  }

  private static double[] logProbabilities(int size, RandomGenerator random) {
    double[] weights = random.doubles(size, 0.01, 1).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> Math.log(weight / sum)).toArray();
  }

  private static double sum(double[][] scores, Architecture architecture) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += scores[i][architecture.pick(i)];
    }
    return sum;
  }

  @Test
  void theAnswerOnTheTopologySpaceIsTheBestOfAll() {
    NatsTopology space = new NatsTopology();
    NetworkGraph supernet = space.supernet(SKELETON);
    long[] parameters = new long[15_625];
    long[] macs = new long[15_625];
    boolean[] connected = new boolean[15_625];
    Feasibility unlimited = Feasibility.unlimited(space, SKELETON);
    for (int i = 0; i < parameters.length; i++) {
      Architecture architecture = space.architecture(i);
      Cost cost = CostModel.of(supernet.fold(architecture));
      parameters[i] = cost.parameters();
      macs[i] = cost.macs();
      connected[i] = unlimited.allows(architecture);
    }
    RandomGenerator random = SEED.child("topology").random();
    for (int draw = 0; draw < 6; draw++) {
      double[][] scores = scores(space, random);
      long most = sorted(parameters)[random.nextInt(10, 6000)];
      long mostMacs = sorted(macs)[random.nextInt(10, 6000)];
      OptionalLong macLimit = draw % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(mostMacs);
      Feasibility limits = new Feasibility(space, SKELETON, OptionalLong.of(most), macLimit);
      double best = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < parameters.length; i++) {
        boolean fits =
            connected[i]
                && parameters[i] <= most
                && (macLimit.isEmpty() || macs[i] <= macLimit.getAsLong());
        best = fits ? Math.max(best, sum(scores, space.architecture(i))) : best;
      }
      Architecture found = new FeasibleDerivation(space, limits).derive(scores);
      assertThat(limits.allows(found)).as("draw %d of %s", draw, SEED).isTrue();
      assertThat(sum(scores, found)).as("draw %d of %s", draw, SEED).isEqualTo(best);
    }
  }

  private static long[] sorted(long[] values) {
    long[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  @Test
  void anAnswerThatDoesNotReadTheImageIsPassedOver() {
    NatsTopology space = new NatsTopology();
    double[][] scores = new double[6][5];
    for (double[] row : scores) {
      row[0] = 5;
    }
    scores[2][4] = 4;
    Architecture found =
        new FeasibleDerivation(space, Feasibility.unlimited(space, SKELETON)).derive(scores);
    assertThat(found.pick(3)).as("the edge from the input to the output").isNotZero();
    assertThat(Feasibility.unlimited(space, SKELETON).allows(found)).isTrue();
  }

  @Test
  void theAnswerOnTheCellSpaceIsFeasibleAndNoWorseThanAGreedyOne() {
    DartsCnn space = DartsCnn.eightOperations();
    RandomGenerator random = SEED.child("cells").random();
    NetworkGraph supernet = space.supernet(SKELETON);
    for (int draw = 0; draw < 3; draw++) {
      double[][] scores = scores(space, random);
      Architecture free = space.derive(scores);
      long whole = CostModel.of(supernet.fold(free)).parameters();
      long cheapest = CostModel.of(supernet.fold(greedy(space, scores, 0))).parameters();
      long most = (whole + cheapest) / 2;
      Feasibility limits =
          new Feasibility(space, SKELETON, OptionalLong.of(most), OptionalLong.empty());
      Architecture found = new FeasibleDerivation(space, limits).derive(scores);
      assertThat(space.contains(found)).isTrue();
      assertThat(limits.allows(found)).isTrue();
      Architecture greedy = greedy(space, scores, most);
      assertThat(limits.allows(greedy)).isTrue();
      assertThat(sum(scores, found))
          .as("draw %d of %s", draw, SEED)
          .isGreaterThanOrEqualTo(sum(scores, greedy));
    }
  }

  /**
   * Returns the space's own answer with its least certain convolutions turned into skips until it
   * has few enough parameters: what a person would do by hand.
   */
  private static Architecture greedy(DartsCnn space, double[][] scores, long most) {
    int skip = DartsCnn.OPERATIONS.indexOf("skip_connect");
    NetworkGraph supernet = space.supernet(SKELETON);
    Architecture answer = space.derive(scores);
    while (CostModel.of(supernet.fold(answer)).parameters() > most) {
      int worst = -1;
      for (int i = 0; i < answer.size(); i++) {
        boolean costs = DartsCnn.OPERATIONS.get(answer.pick(i)).contains("conv");
        if (costs
            && (worst < 0 || loss(scores, answer, i, skip) < loss(scores, answer, worst, skip))) {
          worst = i;
        }
      }
      if (worst < 0) {
        return answer;
      }
      answer = answer.with(worst, skip);
    }
    return answer;
  }

  private static double loss(double[][] scores, Architecture answer, int choice, int skip) {
    return scores[choice][answer.pick(choice)] - scores[choice][skip];
  }

  @Test
  void limitsThatNothingMeetsAreNamed() {
    for (OpenSpace space : new OpenSpace[] {new NatsTopology(), DartsCnn.eightOperations()}) {
      Feasibility impossible =
          new Feasibility(space, SKELETON, OptionalLong.of(10), OptionalLong.of(20));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> new FeasibleDerivation(space, impossible).requireAny())
          .withMessageContaining("nothing feasible")
          .withMessageContaining(space.name())
          .withMessageContaining("at most 10 parameters and at most 20 MACs");
    }
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                new Feasibility(
                    new NatsTopology(), SKELETON, OptionalLong.of(0), OptionalLong.empty()))
        .withMessageContaining("--max-parameters must be at least 1, not 0");
  }

  @Test
  void aLargeSpaceWhoseCheapestPicksCutTheNetworkOffStillHasAnAnswer() {
    GraphBuilder builder = NetworkGraph.builder();
    String features = builder.input("image", SKELETON.input());
    for (int i = 0; i < 17; i++) {
      String zero = builder.add("zero" + i, new Operation.Zero(1), features);
      String same = builder.add("same" + i, new Operation.Identity(), features);
      String conv =
          builder.add("conv" + i, Operation.Convolution.of(3, Window.same(1, 1)), features);
      Choice choice = Choice.of("step" + i, "zero", "same", "conv");
      features = builder.select("select" + i, choice, List.of(zero, same, conv));
    }
    Layers.standalone(builder).classifier(SKELETON.classes(), features);
    GraphSpace space = new GraphSpace("chain", builder.build());
    Feasibility limits =
        new Feasibility(space, SKELETON, OptionalLong.of(3 * 10 + 10 + 20), OptionalLong.empty());

    Architecture found = new FeasibleDerivation(space, limits).derive(scores(space, SEED.random()));

    assertThat(limits.allows(found)).isTrue();
    new FeasibleDerivation(space, limits).requireAny();
  }
}
