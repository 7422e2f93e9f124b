package org.nasturtium.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.nasturtium.core.progress.Stopwatch;

/** The rules of the architecture that a compiler cannot hold; each says why it exists. */
@AnalyzeClasses(
    packages = "org.nasturtium",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  private static final String CORE = "org.nasturtium.core..";
  private static final String BENCH = "org.nasturtium.bench..";
  private static final String TORCH = "org.nasturtium.torch..";
  private static final String EXPORT = "org.nasturtium.export..";
  private static final String STORE = "org.nasturtium.store..";
  private static final String APP = "org.nasturtium.app..";
  private static final String SEARCH = "org.nasturtium.core.search..";
  private static final String STRATEGIES = "org.nasturtium.core.search.strategy..";
  private static final String EVALUATE = "org.nasturtium.core.evaluate..";
  private static final String STUDY = "org.nasturtium.core.study..";
  private static final String SPACES = "org.nasturtium.core.space..";
  private static final String CONCRETE_SPACES = "org.nasturtium.core.space.library..";

  @ArchTest
  static void theScanIsNotEmpty(JavaClasses classes) {
    assertThat(classes.stream().filter(each -> !each.getSimpleName().equals("package-info")))
        .as("rules over an empty scan always hold")
        .hasSizeGreaterThan(30);
    assertThat(Stream.of("core", "bench", "torch", "export", "store", "app"))
        .as("a module that is not scanned breaks no rule")
        .allMatch(module -> classes.containPackage("org.nasturtium." + module));
    assertThat(Stream.of("search.strategy", "evaluate", "study", "trial", "space.library"))
        .as("a package that is not scanned breaks no rule")
        .allMatch(each -> classes.containPackage("org.nasturtium.core." + each));
  }

  @ArchTest
  static final ArchRule CORE_SEES_NO_OTHER_MODULE =
      never(CORE, BENCH, TORCH, EXPORT, STORE, APP)
          .because("core is what the modules share, and builds and tests without native code");

  @ArchTest
  static final ArchRule BENCH_SEES_ONLY_CORE =
      never(BENCH, TORCH, EXPORT, STORE, APP)
          .because("tables are searched on machines that train nothing, without native code");

  @ArchTest
  static final ArchRule TORCH_SEES_ONLY_CORE =
      never(TORCH, BENCH, EXPORT, STORE, APP)
          .because("training and exporting meet in core's network graphs, so each works alone");

  @ArchTest
  static final ArchRule EXPORT_SEES_ONLY_CORE =
      never(EXPORT, BENCH, TORCH, STORE, APP)
          .because("a network can be exported without the libraries that trained it");

  @ArchTest
  static final ArchRule STORE_SEES_ONLY_CORE =
      never(STORE, BENCH, TORCH, EXPORT, APP)
          .because("trials are data: whatever made them, they are kept alike");

  @ArchTest
  static final ArchRule DATABASES_STAY_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..")
          .because("the rest sees two verbs, append a trial and read trials; SQL does not leak");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices()
          .matching("org.nasturtium.(**)")
          .should()
          .beFreeOfCycles()
          .because("packages in a cycle can only be understood, tested and moved together");

  @ArchTest
  static final ArchRule THE_BINDING_STAYS_IN_TORCH =
      noClasses()
          .that()
          .resideOutsideOfPackage(TORCH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..")
          .because("native memory has owners only inside torch, which opens and closes its scopes");

  @ArchTest
  static final ArchRule RANDOMNESS_COMES_FROM_NAMED_SEEDS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .because("a run is repeated from its seed; these draw from the clock or from call order");

  @ArchTest
  static final ArchRule ONLY_THE_APP_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage(APP)
          .should(ACCESS_STANDARD_STREAMS)
          .because("a library leaves the standard streams to the program that uses it");

  @ArchTest
  static final ArchRule NO_STATIC_FIELD_CHANGES =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("state shared by a whole process couples runs, threads and tests");

  @ArchTest
  static final ArchRule ONLY_STOPWATCHES_READ_THE_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage(APP)
          .and()
          .doNotBelongToAnyOf(Stopwatch.class)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("results never depend on the time; who needs a time of day is handed a source");

  @ArchTest
  static final ArchRule TRIALS_KNOW_ARCHITECTURES_ONLY =
      never("org.nasturtium.core.trial..", SEARCH, SPACES, EVALUATE, STUDY)
          .because("any module can keep trials without knowing what is searched, and how");

  @ArchTest
  static final ArchRule SEARCHING_KNOWS_NOTHING_OF_EVALUATING =
      never(SEARCH, EVALUATE, STUDY)
          .because("a strategy proposes the same whether trials are trained or looked up");

  @ArchTest
  static final ArchRule EVALUATING_AND_STUDYING_KNOW_NO_STRATEGY =
      noClasses()
          .that()
          .resideInAnyPackage(EVALUATE, STUDY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STRATEGIES)
          .because("a new strategy needs no change where strategies are run");

  @ArchTest
  static final ArchRule STRATEGIES_KNOW_NO_CONCRETE_SPACE =
      never(STRATEGIES, CONCRETE_SPACES)
          .because("a strategy sees choices, so that a new space needs no change here");

  @ArchTest
  static final ArchRule RECIPES_KNOW_NO_CONCRETE_SPACE =
      never("org.nasturtium.torch.recipe..", CONCRETE_SPACES)
          .because("a recipe sees gates, so that it works on every network with open decisions");

  @ArchTest
  static final ArchRule SPACES_KNOW_NO_STRATEGY =
      never(SPACES, STRATEGIES).because("a space is data that every strategy reads");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    List<String> unmarked =
        classes.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertThat(unmarked).as("NullAway passes over packages that are not @NullMarked").isEmpty();
  }

  private static ArchRule never(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .allowEmptyShould(true);
  }

  /** Leaves out the contracts that core publishes as its test-jar: they are tests too. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
