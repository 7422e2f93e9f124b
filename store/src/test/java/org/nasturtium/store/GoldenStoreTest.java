package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.TrialStore;

/** Databases of all schema versions so far stay readable, and studies in them go on. */
final class GoldenStoreTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = "study-v1.sqlite")
  void aStoreOfAnOlderSchemaIsReadAndGoesOn(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream golden = getClass().getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(golden), file);
    }
    try (TrialStore store = TrialStores.open("jdbc:sqlite:" + file)) {
      assertThat(store.studies()).containsExactly(GoldenStudy.spec());
      StudyLog log = store.open(GoldenStudy.spec());
      assertThat(log.trials(0)).isEqualTo(GoldenStudy.trials());
      assertThat(log.claim(3, GoldenStudy.CLAIMED, "other", Duration.ofMinutes(1)))
          .as("the claim of a worker that is long gone is void")
          .isTrue();
      log.finish(Samples.trial(4)).join();
      assertThat(log.trials(3)).containsExactly(Samples.trial(4));
    }
  }
}
