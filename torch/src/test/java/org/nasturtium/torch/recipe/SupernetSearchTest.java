package org.nasturtium.torch.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.GraphSpace;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.contract.Graphs;
import org.nasturtium.torch.contract.StopAfter;
import org.nasturtium.torch.contract.Tasks;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.ValidationGradient;
import org.nasturtium.torch.train.DivergedException;

/** A search resumes bit for bit in every order of steps, leaks nothing, and finds what helps. */
final class SupernetSearchTest {
  private static final Seed SEED = Seed.of(14);
  private static final Map<String, String> IDENTITY = Map.of("kind", "search");

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    Engines.fast();
  }

  private static SearchSettings settings(int epochs, StepOrder order) {
    SearchSettings published = SearchSettings.dartsCells();
    return new SearchSettings(
        epochs,
        8,
        published.momentum(),
        published.weightRate(),
        published.weightRateEnd(),
        published.weightDecay(),
        published.gradientClip(),
        0.01,
        published.policyDecay(),
        order);
  }

  private SupernetSearch.Task task(
      String file, Recipe recipe, SearchSettings settings, ImageSet training, Seed seed) {
    OpenSpace space = new GraphSpace("two stages", Graphs.twoStages(3, training.classes()));
    Skeleton skeleton = space.skeleton(Graphs.IMAGE, training.classes());
    return new SupernetSearch.Task(
        space,
        skeleton,
        recipe,
        settings,
        training,
        Tasks.noise(21, training.classes(), SEED.child("validation")),
        Normalization.none(3),
        Augmentation.standard(8),
        Feasibility.unlimited(space, skeleton),
        seed,
        folder.resolve(file),
        IDENTITY);
  }

  private static SearchResult run(SupernetSearch.Task task, RunControl control) throws IOException {
    return new SupernetSearch(task, control).search(Engines.fast());
  }

  /** An architecture step that learns from the training batch too, as second-order steps do. */
  private static final class TrainingReader implements ArchitectureStep {
    private final ArchitectureStep step = new ValidationGradient();

    @Override
    public int stepsPerEpoch(int weightSteps) {
      return step.stepsPerEpoch(weightSteps);
    }

    @Override
    public int batchesPerStep() {
      return 2;
    }

    @Override
    public Result step(Context context) {
      return step.step(
          new Context(
              context.supernet(),
              context.relaxation(),
              context.temperature(),
              context.random(),
              context.training(),
              List.of(context.training().get()),
              context.policyOptimizer(),
              context.policyRate(),
              context.weightRate()));
    }
  }

  private static Recipe reading(Recipe recipe) {
    return new Recipe(
        "reading " + recipe.name(),
        recipe.source(),
        recipe.policy(),
        recipe.weightGate(),
        recipe.architectureGate(),
        new TrainingReader(),
        recipe.derivation(),
        recipe.temperature(),
        recipe.settings(),
        recipe.otherSettings());
  }

  static Stream<Arguments> ordersAndRecipes() {
    List<Recipe> recipes =
        List.of(
            Recipes.byName("gdas"),
            Recipes.byName("darts-v1"),
            reading(Recipes.byName("gdas-as-coded")));
    return Stream.of(StepOrder.values())
        .flatMap(order -> recipes.stream().map(recipe -> arguments(order, recipe)));
  }

  @ParameterizedTest
  @MethodSource("ordersAndRecipes")
  void aSearchThatIsStoppedAnywhereEndsAsOneThatWasNot(StepOrder order, Recipe recipe)
      throws IOException {
    ImageSet training = Tasks.noise(21, 3, SEED);
    SearchSettings settings = settings(2, order);
    SupernetSearch.Task whole = task("whole", recipe, settings, training, SEED);
    SearchResult want = run(whole, RunControl.none());
    assertThat(want.epochs()).hasSize(2);
    for (int stop = 1; stop < 12; stop++) {
      SupernetSearch.Task task = task("stop " + stop, recipe, settings, training, SEED);
      StopAfter control = StopAfter.steps(stop);
      assertThatExceptionOfType(StoppedException.class)
          .isThrownBy(() -> run(task, control))
          .withMessageContaining("saved " + task.checkpoint());
      String what = "%s, %s, stopped after step %d".formatted(order, recipe.name(), stop);
      assertSame(what, run(task, RunControl.none()), want);
      Tasks.assertSameState(what, task.checkpoint(), whole.checkpoint(), IDENTITY);
    }
  }

  private static void assertSame(String what, SearchResult got, SearchResult want) {
    assertThat(got.epochs()).as(what).isEqualTo(want.epochs());
    assertThat(got.architecture()).as(what).isEqualTo(want.architecture());
    assertThat(got.supernetAccuracy()).as(what).isEqualTo(want.supernetAccuracy());
  }

  @ParameterizedTest
  @EnumSource
  void aSearchThatIsStoppedAfterEveryStepEndsAsOneThatWasNot(StepOrder order) throws IOException {
    ImageSet training = Tasks.noise(21, 3, SEED);
    Recipe gdas = Recipes.byName("gdas");
    SupernetSearch.Task whole = task("whole", gdas, settings(2, order), training, SEED);
    SearchResult want = run(whole, RunControl.none());
    SupernetSearch.Task task = task("pieces", gdas, settings(2, order), training, SEED);
    for (int step = 0; step < 12; step++) {
      assertThatExceptionOfType(StoppedException.class)
          .isThrownBy(() -> run(task, StopAfter.steps(1)));
    }
    assertSame("pieces", run(task, RunControl.none()), want);
    Tasks.assertSameState("pieces", task.checkpoint(), whole.checkpoint(), IDENTITY);
  }

  @Test
  void theSeedDecidesTheSearch() throws IOException {
    ImageSet training = Tasks.noise(24, 3, SEED);
    Recipe gdas = Recipes.byName("gdas");
    SearchSettings settings = settings(1, StepOrder.WEIGHTS_FIRST);
    SupernetSearch.Task first = task("first", gdas, settings, training, SEED);
    SupernetSearch.Task again = task("again", gdas, settings, training, SEED);
    SearchResult want = run(first, RunControl.none());
    assertSame("again", run(again, RunControl.none()), want);
    Tasks.assertSameState("again", again.checkpoint(), first.checkpoint(), IDENTITY);
    SearchResult other =
        run(task("other", gdas, settings, training, Seed.of(15)), RunControl.none());
    assertThat(other.epochs()).isNotEqualTo(want.epochs());
  }

  @Test
  void stepsOfEveryRecipeLeakNothing() throws Exception {
    ImageSet training = Tasks.noise(8 * 75, 3, SEED);
    for (Recipe recipe : Recipes.all()) {
      Tasks.settle();
      StopAfter control = StopAfter.never();
      run(
          task(recipe.name(), recipe, settings(1, StepOrder.WEIGHTS_FIRST), training, SEED),
          control);
      assertThat(control.pointers()).hasSize(150);
      assertThat(control.pointers().subList(49, 150))
          .as(recipe.name())
          .containsOnly(control.pointers().get(49));
    }
  }

  @Test
  void aSearchThatDivergesSaysSo() {
    ImageSet training = Tasks.noise(40, 3, SEED);
    SearchSettings wild = settings(5, StepOrder.WEIGHTS_FIRST).withRates(1e30, 0.01);
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(
            () ->
                run(
                    task("wild", Recipes.byName("darts-v1"), wild, training, SEED),
                    RunControl.none()))
        .withMessageContaining("the search diverged in epoch");
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aSearchFindsTheOperationThatTheTaskNeeds(Recipe recipe) throws IOException {
    OpenSpace space = new GraphSpace("one stage", Graphs.oneStage(4, 2));
    Skeleton skeleton = space.skeleton(Graphs.IMAGE, 2);
    SearchSettings settings = settings(3, StepOrder.WEIGHTS_FIRST).withRates(0.05, 0.03);
    SearchResult found =
        run(
            new SupernetSearch.Task(
                space,
                skeleton,
                recipe,
                settings,
                Tasks.stripes(400, SEED.child("training")),
                Tasks.stripes(400, SEED.child("validation")),
                Normalization.none(3),
                Augmentation.none(),
                Feasibility.unlimited(space, skeleton),
                SEED,
                folder.resolve(recipe.name()),
                IDENTITY),
            RunControl.none());
    assertThat(space.format(found.architecture())).isEqualTo("operation=convolution");
    List<Double> last = found.epochs().get(2).probabilities().get(0);
    assertThat(last.get(2)).as("%s", last).isGreaterThan(0.5);
    assertThat(found.supernetAccuracy()).isGreaterThan(90);
  }

  static Stream<Recipe> recipes() {
    return Recipes.all().stream();
  }
}
