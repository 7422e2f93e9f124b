package org.nasturtium.torch.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.fault.InvalidInputException;
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
import org.nasturtium.torch.supernet.CandidateOptions;
import org.nasturtium.torch.supernet.ControllerOptions;
import org.nasturtium.torch.supernet.ValidationGradient;
import org.nasturtium.torch.train.DivergedException;
import org.nasturtium.torch.train.Sgd;

/** A search resumes bit for bit in every order of steps, leaks nothing, and finds what helps. */
final class SupernetSearchTest {
  private static final Seed SEED = Seed.of(14);

  /** Methods that train each candidate rarely, or their policy late. */
  private static final Set<String> RARE =
      Set.of("rsps", "rsps-fair", "rsps-flow", "enas", "enas-as-scripted", "gdas-fair");

  private static final Map<String, String> IDENTITY = Map.of("kind", "search");

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    Engines.fast();
  }

  private static SearchSettings settings(int epochs, StepOrder order) {
    SearchSettings published = SearchSettings.dartsCells();
    return published
        .withEpochs(epochs)
        .withBatchSize(8)
        .withRates(published.weightRate(), 0.01)
        .withOrder(order)
        .withCandidates(new CandidateOptions(4, 2, 16, CandidateOptions.Batches.OWN))
        .withController(ControllerOptions.natsBench().withAmounts(2, 2, 8));
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
    private final ArchitectureStep step = new ValidationGradient(Order.DRAWN);

    @Override
    public Reading reading(Extent extent) {
      return new Reading(
          extent.weightSteps(), 2, extent.batchSize(), Order.DRAWN, Variation.AUGMENTED);
    }

    @Override
    public Result step(Context context) {
      return step.step(
          new Context(
              context.supernet(),
              context.relaxation(),
              context.temperature(),
              context.random(),
              context.turn(),
              context.training(),
              List.of(context.training().get()),
              context.policyOptimizer(),
              context.policyRate(),
              context.weightOptimizer(),
              context.weightRate()));
    }
  }

  private static Recipe reading(Recipe recipe) {
    return new Recipe(
        "reading " + recipe.name(),
        recipe.source(),
        recipe.applies(),
        recipe.policy(),
        recipe.weightGate(),
        recipe.architectureGate(),
        settings -> new TrainingReader(),
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
            Recipes.byName("darts-v2"),
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
  @ValueSource(strings = {"rsps", "setn", "enas", "nge", "nge-rnn", "gdas-fair", "rsps-fair"})
  void everyKindOfStepAndDerivationResumes(String method) throws IOException {
    ImageSet training = Tasks.noise(21, 3, SEED);
    Recipe recipe = Recipes.byName(method);
    SearchSettings settings = settings(3, recipe.otherSettings().order());
    SupernetSearch.Task whole = task("whole", recipe, settings, training, SEED);
    SearchResult want = run(whole, RunControl.none());
    for (int stop = 1; stop < 9; stop++) {
      SupernetSearch.Task task = task("stop " + stop, recipe, settings, training, SEED);
      StopAfter control = StopAfter.steps(stop);
      assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> run(task, control));
      String what = "%s, stopped after step %d".formatted(method, stop);
      assertSame(what, run(task, RunControl.none()), want);
      Tasks.assertSameState(what, task.checkpoint(), whole.checkpoint(), IDENTITY);
    }
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
    for (Recipe recipe : recipes().toList()) {
      Tasks.settle();
      StopAfter control = StopAfter.never();
      SearchSettings settings =
          settings(1, recipe.otherSettings().order())
              .withController(ControllerOptions.natsBench().withAmounts(40, 2, 8));
      run(task(recipe.name(), recipe, settings, training, SEED), control);
      List<Long> pointers = control.pointers();
      assertThat(pointers).as(recipe.name()).hasSizeGreaterThanOrEqualTo(75);
      assertThat(pointers.subList(24, 75)).as(recipe.name()).containsOnly(pointers.get(24));
      // an epoch-wise policy takes its first step after the 75th weight step
      assertThat(pointers.subList(Math.min(85, pointers.size() - 1), pointers.size()))
          .as(recipe.name())
          .containsOnly(pointers.get(pointers.size() - 1));
      assertThat(pointers.get(pointers.size() - 1) - pointers.get(24))
          .as(recipe.name())
          .isLessThan(60);
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
        .withMessageContaining("the search diverged in epoch 1, step ")
        .withMessageContaining("there is no checkpoint yet");
  }

  @Test
  void aSearchThatDivergesLaterNamesItsLastGoodState() throws IOException {
    ImageSet training = Tasks.noise(40, 3, SEED);
    Recipe recipe = Recipes.byName("darts-v1");
    SearchSettings tame = settings(1, StepOrder.WEIGHTS_FIRST);
    run(task("late", recipe, tame, training, SEED), RunControl.none());
    byte[] good = Files.readAllBytes(folder.resolve("late"));
    SearchSettings wild = settings(5, StepOrder.WEIGHTS_FIRST).withRates(1e30, 0.01);
    SupernetSearch.Task task = task("late", recipe, wild, training, SEED);
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> run(task, RunControl.none()))
        .withMessageContaining("the search diverged in epoch 2, step ")
        .withMessageContaining("the last good state is in " + task.checkpoint());
    assertThat(Files.readAllBytes(task.checkpoint())).isEqualTo(good);
  }

  @Test
  void weightsThatAreNoNumbersAreNeverSavedThoughTheLossWasOne() {
    ImageSet training = Tasks.noise(8, 3, SEED);
    SearchSettings settings = settings(1, StepOrder.WEIGHTS_FIRST);
    SearchSettings wild =
        new SearchSettings(
            1,
            8,
            new WeightSettings(Sgd.Momentum.PLAIN, 1e10, 0, 1e38, 0),
            settings.policy(),
            settings.order(),
            settings.candidates(),
            settings.controller());
    SupernetSearch.Task task = task("last step", Recipes.byName("rsps"), wild, training, SEED);
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> run(task, RunControl.none()))
        .withMessageContaining("the search diverged in epoch 1, step 1 of 1: ")
        .withMessageContaining("holds values that are no numbers; there is no checkpoint yet");
    assertThat(task.checkpoint()).doesNotExist();
  }

  @Test
  void theArchitectureOfEveryEpochIsRemarkedOn() throws IOException {
    ImageSet training = Tasks.noise(21, 3, SEED);
    SupernetSearch.Task task =
        task(
            "remarked",
            Recipes.byName("gdas"),
            settings(2, StepOrder.WEIGHTS_FIRST),
            training,
            SEED);
    List<String> lines = new ArrayList<>();
    RunControl control =
        new RunControl() {
          @Override
          public void steps(String stage, long done, long total) {}

          @Override
          public void epoch(String stage, String line) {
            lines.add(line);
          }

          @Override
          public boolean stopRequested() {
            return false;
          }
        };
    SearchResult result =
        new SupernetSearch(task, control, derived -> "is " + task.space().format(derived))
            .search(Engines.fast());
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(lines.get(i)).endsWith("  is " + result.epochs().get(i).architecture());
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aSearchFindsTheOperationThatTheTaskNeeds(Recipe recipe) throws IOException {
    OpenSpace space = new GraphSpace("one stage", Graphs.oneStage(4, 2));
    Skeleton skeleton = space.skeleton(Graphs.IMAGE, 2);
    SearchSettings settings =
        settings(RARE.contains(recipe.name()) ? 8 : 3, order(recipe))
            .withRates(0.05, 0.03)
            .withCandidates(new CandidateOptions(4, 2, 64, CandidateOptions.Batches.OWN))
            .withController(ControllerOptions.natsBench().withAmounts(50, 4, 50));
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
    assertThat(space.format(found.architecture())).isEqualTo("1<-0=convolution");
    SearchEpoch end = found.epochs().get(found.epochs().size() - 1);
    List<Double> last = end.probabilities().get(0);
    boolean learns = Double.isFinite(end.validationLoss());
    assertThat(last.get(2)).as("%s", last).isGreaterThan(learns ? 0.5 : 0.24);
    assertThat(found.supernetAccuracy()).isGreaterThan(85);
  }

  static Stream<Recipe> recipes() {
    OpenSpace space = new GraphSpace("one stage", Graphs.oneStage(4, 2));
    return Recipes.all().stream().filter(recipe -> recipe.applies().to().test(space));
  }

  /** A policy that alternates does so weights first; others keep their order. */
  private static StepOrder order(Recipe recipe) {
    StepOrder published = recipe.otherSettings().order();
    return published == StepOrder.EPOCHWISE ? published : StepOrder.WEIGHTS_FIRST;
  }

  @Test
  void aMethodRefusesASpaceThatItCannotSearch() {
    ImageSet training = Tasks.noise(21, 3, SEED);
    SearchSettings settings = settings(1, StepOrder.WEIGHTS_FIRST);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> task("frc", Recipes.byName("gdas-frc"), settings, training, SEED))
        .withMessage(
            "method gdas-frc cannot search space two stages: it searches the space darts-cnn-frc");
    OpenSpace sizes = new GraphSpace("sizes", Graphs.elastic(5));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Recipes.byName("nge").requireSearches(sizes))
        .withMessageStartingWith("method nge cannot search space sizes: it searches spaces");
  }

  @Test
  void moreCandidatesThanArchitecturesAreRefused() {
    ImageSet training = Tasks.noise(21, 3, SEED);
    SearchSettings settings =
        settings(1, StepOrder.WEIGHTS_FIRST)
            .withCandidates(new CandidateOptions(17, 2, 64, CandidateOptions.Batches.OWN));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> task("many", Recipes.byName("rsps"), settings, training, SEED))
        .withMessageContaining("17 candidates are more than the 16 architectures");
    assertThat(task("rule", Recipes.byName("gdas"), settings, training, SEED)).isNotNull();
  }
}
