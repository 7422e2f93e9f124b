package org.nasturtium.torch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.recipe.SearchEpoch;
import org.nasturtium.torch.recipe.SearchResult;
import org.nasturtium.torch.recipe.SearchSettings;
import org.nasturtium.torch.recipe.SupernetSearch;
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ControllerOptions;
import org.nasturtium.torch.supernet.Derivation;

/**
 * What every recipe promises on a space: it runs, its probabilities are some, its answer is one of
 * the space within the limits, and it resumes. A space's test extends this and supplies {@link
 * #space}.
 */
public abstract class RecipeContract {
  private static final Seed SEED = Seed.of(33);
  private static final Map<String, String> IDENTITY = Map.of("kind", "search");
  private static final int BATCH = 4;

  @TempDir Path folder;

  /** Returns the space. */
  protected abstract OpenSpace space();

  /** Returns the recipes that are tested where they apply: all of the table unless overridden. */
  protected List<Recipe> recipes() {
    return Recipes.all();
  }

  private static Skeleton skeleton() {
    return Skeleton.standalone(Graphs.IMAGE, 3, 4, 1);
  }

  private Feasibility limited(OptionalLong parameters, OptionalLong macs) {
    return new Feasibility(space(), skeleton(), parameters, macs);
  }

  private Feasibility unlimited() {
    return Feasibility.unlimited(space(), skeleton());
  }

  private SupernetSearch.Task task(String file, Recipe recipe, Feasibility feasibility) {
    SearchSettings settings =
        recipe
            .settingsFor(space())
            .withEpochs(1)
            .withBatchSize(BATCH)
            .withCandidates(new CandidateOptions(3, 2, BATCH, CandidateOptions.Batches.OWN))
            .withController(ControllerOptions.natsBench().withAmounts(2, 2, BATCH));
    return new SupernetSearch.Task(
        space(),
        skeleton(),
        recipe,
        settings,
        Tasks.noise(2 * BATCH, 3, SEED.child("training")),
        Tasks.noise(2 * BATCH, 3, SEED.child("validation")),
        Normalization.none(3),
        Augmentation.standard(8),
        feasibility,
        SEED,
        folder.resolve(file),
        IDENTITY);
  }

  private static SearchResult run(SupernetSearch.Task task, RunControl control) throws IOException {
    return new SupernetSearch(task, control).search(Engines.fast());
  }

  private Stream<DynamicTest> forEveryRecipe(ThrowingRecipe test) {
    return recipes().stream()
        .filter(recipe -> recipe.applies().to().test(space()))
        .map(recipe -> dynamicTest(recipe.name(), () -> test.accept(recipe)));
  }

  /** One recipe stands for all that derive in the same way. */
  private Stream<DynamicTest> forEveryDerivation(ThrowingRecipe test) {
    Map<Derivation, Recipe> first = new LinkedHashMap<>();
    recipes().stream()
        .filter(recipe -> recipe.applies().to().test(space()))
        .forEach(recipe -> first.putIfAbsent(recipe.derivation(), recipe));
    return first.values().stream()
        .map(recipe -> dynamicTest(recipe.name(), () -> test.accept(recipe)));
  }

  @FunctionalInterface
  private interface ThrowingRecipe {
    void accept(Recipe recipe) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> anEpochEndsWithProbabilitiesAndAnArchitectureOfTheSpace() {
    return forEveryRecipe(
        recipe -> {
          SearchResult found = run(task(recipe.name(), recipe, unlimited()), RunControl.none());
          assertThat(space().contains(found.architecture())).isTrue();
          assertThat(found.supernetAccuracy()).isBetween(0.0, 100.0);
          SearchEpoch epoch = found.epochs().get(0);
          assertThat(epoch.trainingLoss()).isPositive().isFinite();
          assertThat(space().contains(space().parse(epoch.architecture()))).isTrue();
          checkProbabilities(epoch.probabilities());
        });
  }

  private void checkProbabilities(List<List<Double>> probabilities) {
    assertThat(probabilities).hasSize(space().choices().size());
    for (int i = 0; i < probabilities.size(); i++) {
      List<Double> row = probabilities.get(i);
      assertThat(row).hasSize(space().choices().get(i).size());
      assertThat(row.stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-6));
      for (int k = 0; k < row.size(); k++) {
        assertThat(row.get(k) > 0).as("choice %d, %d", i, k).isEqualTo(space().isRelaxed(i, k));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> theAnswerIsWithinTheLimits() {
    long parameters = middle(true);
    long macs = middle(false);
    return forEveryDerivation(
        recipe -> {
          for (Feasibility limit :
              List.of(
                  limited(OptionalLong.of(parameters), OptionalLong.empty()),
                  limited(OptionalLong.empty(), OptionalLong.of(macs)),
                  limited(OptionalLong.of(parameters), OptionalLong.of(macs)))) {
            // The search is resumed at its end, so that only the derivation differs.
            Architecture found =
                run(task(recipe.name() + " limited", recipe, limit), RunControl.none())
                    .architecture();
            assertThat(limit.allows(found)).as(space().format(found)).isTrue();
          }
        });
  }

  /** Returns the cost of a third of the way from the cheapest to the dearest of some samples. */
  private long middle(boolean parameters) {
    NetworkGraph supernet = space().supernet(skeleton());
    var random = SEED.child("limits").random();
    long[] costs = new long[20];
    for (int i = 0; i < costs.length; i++) {
      var cost = CostModel.of(supernet.fold(space().sample(random)));
      costs[i] = parameters ? cost.parameters() : cost.macs();
    }
    java.util.Arrays.sort(costs);
    return costs[6];
  }

  @TestFactory
  Stream<DynamicTest> limitsThatNothingMeetsAreNamed() {
    Feasibility impossible = limited(OptionalLong.of(1), OptionalLong.empty());
    return forEveryDerivation(
        recipe ->
            assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(
                    () ->
                        run(
                            task(recipe.name() + " impossible", recipe, impossible),
                            RunControl.none()))
                .withMessageContaining("nothing feasible")
                .withMessageContaining("at most 1 parameters"));
  }

  /** Two runs of one seed, one of them in two sessions, hold the same, bit for bit. */
  @TestFactory
  Stream<DynamicTest> aStoppedSearchResumes() {
    return forEveryRecipe(
        recipe -> {
          SupernetSearch.Task whole = task(recipe.name() + " whole", recipe, unlimited());
          SearchResult want = run(whole, RunControl.none());
          SupernetSearch.Task stopped = task(recipe.name() + " stopped", recipe, unlimited());
          assertThatExceptionOfType(StoppedException.class)
              .isThrownBy(() -> run(stopped, StopAfter.steps(1)));
          SearchResult got = run(stopped, RunControl.none());
          assertThat(got.epochs()).isEqualTo(want.epochs());
          assertThat(got.architecture()).isEqualTo(want.architecture());
          Tasks.assertSameState(recipe.name(), stopped.checkpoint(), whole.checkpoint(), IDENTITY);
        });
  }
}
