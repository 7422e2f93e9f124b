package org.nasturtium.torch.recipe;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.supernet.Adjacency;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.BestCandidate;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.FairCell;
import org.nasturtium.torch.supernet.FreeLogits;
import org.nasturtium.torch.supernet.GumbelHard;
import org.nasturtium.torch.supernet.HalvedCandidates;
import org.nasturtium.torch.supernet.LstmController;
import org.nasturtium.torch.supernet.MostProbable;
import org.nasturtium.torch.supernet.NeuralGraph;
import org.nasturtium.torch.supernet.NoArchitectureStep;
import org.nasturtium.torch.supernet.PolicyCandidates;
import org.nasturtium.torch.supernet.RandomCandidates;
import org.nasturtium.torch.supernet.SampledCell;
import org.nasturtium.torch.supernet.SignalFlow;
import org.nasturtium.torch.supernet.SoftmaxMixture;
import org.nasturtium.torch.supernet.SpaceRule;
import org.nasturtium.torch.supernet.UniformCell;
import org.nasturtium.torch.supernet.UniformPolicy;
import org.nasturtium.torch.supernet.UnrolledGradient;
import org.nasturtium.torch.supernet.ValidationGradient;
import org.nasturtium.torch.supernet.WarmUp;
import org.nasturtium.torch.train.Schedule;

/** The recipe table. A new weight-sharing method is a new row. */
public final class Recipes {
  private static final String NATS_TOPOLOGY = "nats-topology";
  private static final SearchSettings ON_NATS = SearchSettings.natsBench();
  private static final SearchSettings ENAS_ON_NATS =
      ON_NATS.withOrder(StepOrder.EPOCHWISE).withPolicyOptimizer(1e-3, 0, 1e-3);
  private static final SearchSettings NGE_ON_NATS =
      ON_NATS.withOrder(StepOrder.EPOCHWISE).withPolicyOptimizer(6e-4, 1e-3, 1e-8);

  private static final Schedule NO_TEMPERATURE = Schedule.constant(1);
  private static final Schedule GDAS_TEMPERATURE = Schedule.linear(10, 0.1);
  private static final GumbelHard AS_PUBLISHED = new GumbelHard(Gate.Feedback.ACTIVE);
  private static final GumbelHard AS_CODED = new GumbelHard(Gate.Feedback.ALL);
  private static final SoftmaxMixture MIXTURE = new SoftmaxMixture();
  private static final SpaceRule SPACE_RULE = new SpaceRule();

  /** Ours: many candidates, compared on the same images, few after each epoch. */
  private static final CandidateOptions HALVED =
      new CandidateOptions(300, 10, 256, CandidateOptions.Batches.COMMON);

  private static final double WARM_UP = 0.5;

  /** Ours: ten times the published rate, for a few hundred steps. */
  private static final double FAST_POLICY = 3e-3;

  private static final List<Recipe> ROWS =
      List.of(
          new Recipe(
              "darts-v1",
              "Liu et al., DARTS, ICLR 2019, first order; on NATS-Bench as thesis section 5.4",
              Applies.everywhere(),
              FreeLogits::new,
              MIXTURE,
              MIXTURE,
              Recipes::stepwise,
              SPACE_RULE,
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.dartsCells()),
          new Recipe(
              "darts-v2",
              "Liu et al., DARTS, ICLR 2019, second order; running statistics of stem and reductions also see the virtual passes",
              Applies.everywhere(),
              FreeLogits::new,
              MIXTURE,
              MIXTURE,
              settings -> new UnrolledGradient(UnrolledGradient.PUBLISHED_RADIUS),
              SPACE_RULE,
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.dartsCells()),
          new Recipe(
              "gdas",
              "thesis section 3.1, equations 3.4 to 3.9: the gradient goes through the drawn operation only",
              Applies.everywhere(),
              FreeLogits::new,
              AS_PUBLISHED,
              AS_PUBLISHED,
              Recipes::stepwise,
              SPACE_RULE,
              GDAS_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.gdasCells()),
          new Recipe(
              "gdas-as-coded",
              "GDAS as its NATS-Bench code: the zero weights of undrawn operations are added to the sum, so that every logit receives a gradient",
              Applies.everywhere(),
              FreeLogits::new,
              AS_CODED,
              AS_CODED,
              Recipes::stepwise,
              SPACE_RULE,
              GDAS_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.gdasCells()),
          new Recipe(
              "gdas-frc",
              "GDAS with the fixed reduction cell of its authors (thesis section 3.1): only the normal cell is searched",
              Applies.only("darts-cnn-frc"),
              FreeLogits::new,
              AS_PUBLISHED,
              AS_PUBLISHED,
              Recipes::stepwise,
              SPACE_RULE,
              GDAS_TEMPERATURE,
              Map.of(),
              SearchSettings.gdasCells()),
          new Recipe(
              "rsps",
              "Li and Talwalkar, UAI 2019, as coded for NATS-Bench: a cell drawn uniformly for each cell of the network; on other cells the settings of DARTS",
              Applies.everywhere(),
              UniformPolicy::new,
              new UniformCell(UniformCell.Sharing.PER_CELL, UniformCell.Empty.REDRAWN),
              MIXTURE,
              settings -> new NoArchitectureStep(),
              new BestCandidate(new RandomCandidates()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.dartsCells()),
          new Recipe(
              "setn",
              "Dong and Yang, ICCV 2019, as coded for NATS-Bench: one uniform cell per batch, the policy learns through the mixture; on other cells the settings of DARTS, weights first",
              Applies.everywhere(),
              FreeLogits::new,
              new UniformCell(UniformCell.Sharing.ONE_FOR_ALL, UniformCell.Empty.ALLOWED),
              MIXTURE,
              Recipes::stepwise,
              new BestCandidate(new MostProbable()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.dartsCells().withOrder(StepOrder.WEIGHTS_FIRST)),
          new Recipe(
              "enas",
              "Pham et al., ICML 2018, as coded for NATS-Bench, with the README's optimizer of the controller; a draw that the space does not contain is brought in by its rule",
              Applies.everywhere(),
              LstmController::new,
              new SampledCell(),
              new SampledCell(),
              new ByReward(),
              new BestCandidate(new PolicyCandidates()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ENAS_ON_NATS),
              SearchSettings.dartsCells()
                  .withOrder(StepOrder.EPOCHWISE)
                  .withPolicyOptimizer(1e-3, 0, 1e-3)),
          new Recipe(
              "enas-as-scripted",
              "ENAS as the NATS-Bench script that runs all methods: the controller has the optimizer of the other methods",
              Applies.everywhere(),
              LstmController::new,
              new SampledCell(),
              new SampledCell(),
              new ByReward(),
              new BestCandidate(new PolicyCandidates()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS.withOrder(StepOrder.EPOCHWISE)),
              SearchSettings.dartsCells().withOrder(StepOrder.EPOCHWISE)),
          nge("nge", "three graph convolutions over the cell", NeuralGraph.Relation.GRAPH),
          nge("nge-plain", "table 4, Plain: no relations", NeuralGraph.Relation.NONE),
          nge(
              "nge-rnn",
              "table 4, RNN: two layers of gated recurrent units",
              NeuralGraph.Relation.RECURRENT),
          embedded(
              "nge-as-printed",
              "Li, Gong and Zhu, AAAI 2020, with equation 6 as printed: a node listens to later ones",
              NeuralGraph.Options.of(NeuralGraph.Relation.GRAPH)
                  .withAdjacency(Adjacency.AS_WRITTEN)),
          new Recipe(
              "nge-baseline",
              "Li, Gong and Zhu, AAAI 2020, table 4, Baseline: the free logits of DARTS under the settings of NGE",
              Applies.everywhere(),
              FreeLogits::new,
              MIXTURE,
              MIXTURE,
              Recipes::epochwise,
              SPACE_RULE,
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, NGE_ON_NATS),
              SearchSettings.ngeCells()),
          new Recipe(
              "rsps-fair",
              "ours, for short searches: RSPS with the strict fairness of FairNAS (ICCV 2021), the best of 300 candidates by successive halving on common images",
              Applies.everywhere(),
              UniformPolicy::new,
              new FairCell(),
              MIXTURE,
              settings -> new NoArchitectureStep(),
              new HalvedCandidates(new RandomCandidates()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS.withCandidates(HALVED)),
              SearchSettings.dartsCells().withCandidates(HALVED)),
          new Recipe(
              "rsps-flow",
              "ours, for short searches: the weight steps of rsps-fair; of 300 candidates the one through which signals pass best (log-synflow of FreeREA, WACV 2023, and NASWOT, ICML 2021, with the shared weights)",
              Applies.everywhere(),
              UniformPolicy::new,
              new FairCell(),
              MIXTURE,
              settings -> new NoArchitectureStep(),
              new BestCandidate(new RandomCandidates(), new SignalFlow()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS.withCandidates(HALVED)),
              SearchSettings.dartsCells().withCandidates(HALVED)),
          new Recipe(
              "darts-flow",
              "ours, for short searches: DARTS, first order, with ten times the policy's rate; of the 100 most probable cells without an empty edge the one through which signals pass best, as rsps-flow",
              Applies.everywhere(),
              FreeLogits::new,
              MIXTURE,
              MIXTURE,
              Recipes::stepwise,
              new BestCandidate(new MostProbable(MostProbable.Edges.FILLED), new SignalFlow()),
              NO_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS.withRates(ON_NATS.weightRate(), FAST_POLICY)),
              SearchSettings.dartsCells()
                  .withRates(SearchSettings.dartsCells().weightRate(), FAST_POLICY)),
          new Recipe(
              "gdas-fair",
              "ours, for short searches: GDAS after half of the epochs of fair weight steps in which the policy rests",
              Applies.everywhere(),
              FreeLogits::new,
              new WarmUp(WARM_UP, new FairCell(), AS_PUBLISHED),
              AS_PUBLISHED,
              settings -> new WarmUp.Rest(WARM_UP, stepwise(settings)),
              SPACE_RULE,
              GDAS_TEMPERATURE,
              Map.of(NATS_TOPOLOGY, ON_NATS),
              SearchSettings.gdasCells()));

  private Recipes() {}

  private static ArchitectureStep stepwise(SearchSettings settings) {
    return new ValidationGradient(ArchitectureStep.Order.DRAWN);
  }

  private static ArchitectureStep epochwise(SearchSettings settings) {
    return new ValidationGradient(ArchitectureStep.Order.PASSES);
  }

  private static Recipe nge(String name, String what, NeuralGraph.Relation relation) {
    return embedded(
        name,
        "Li, Gong and Zhu, AAAI 2020, algorithm 1; " + what + "; open points as its javadoc says",
        NeuralGraph.Options.of(relation));
  }

  private static Recipe embedded(String name, String source, NeuralGraph.Options options) {
    return new Recipe(
        name,
        source,
        Applies.toCells(),
        (space, type, seed) -> new NeuralGraph(space, type, seed, options),
        MIXTURE,
        MIXTURE,
        Recipes::epochwise,
        SPACE_RULE,
        NO_TEMPERATURE,
        Map.of(NATS_TOPOLOGY, NGE_ON_NATS),
        SearchSettings.ngeCells());
  }

  /** Returns all rows. */
  public static List<Recipe> all() {
    return ROWS;
  }

  /**
   * Returns a row.
   *
   * @param name its name
   * @throws InvalidInputException if there is none of that name; the message names the known ones
   */
  public static Recipe byName(String name) {
    return ROWS.stream()
        .filter(recipe -> recipe.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown method '%s': expected one of %s"
                        .formatted(
                            name,
                            ROWS.stream().map(Recipe::name).collect(Collectors.joining(", ")))));
  }
}
