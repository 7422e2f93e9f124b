package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;

/** What can happen to a file in the middle of a run. */
final class SqliteFaultTest {
  private static final int SECONDS = 60;

  @TempDir Path folder;
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  private Path file() {
    return folder.resolve("studies.sqlite");
  }

  private String url() {
    return "jdbc:sqlite:" + file();
  }

  private String notice() throws InterruptedException {
    return String.valueOf(notices.poll(SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void aMovedFileIsWaitedForAndNothingIsLost() throws Exception {
    Path away = folder.resolve("away.sqlite");
    try (TrialStore store = TrialStores.open(url(), notices::add)) {
      StudyLog log = store.open(Samples.spec("moved"));
      log.finish(Samples.trial(0)).get(SECONDS, TimeUnit.SECONDS);
      Files.move(file(), away);
      CompletableFuture<Void> waiting = log.finish(Samples.trial(1));
      assertThat(notice()).contains("studies.sqlite", "not there any more", "trying again");
      assertThat(waiting).isNotDone();
      Files.move(away, file());
      waiting.get(SECONDS, TimeUnit.SECONDS);
      assertThat(notice()).contains("back after");
      assertThat(log.trials(0)).containsExactly(Samples.trials(2));
    }
  }

  @Test
  void aReplacedFileIsNotWrittenTo() throws Exception {
    TrialStore store = TrialStores.open(url(), notices::add);
    StudyLog log = store.open(Samples.spec("replaced"));
    Files.move(file(), folder.resolve("away.sqlite"));
    Files.writeString(file(), "somebody else's");
    CompletableFuture<Void> waiting = log.finish(Samples.trial(0));
    assertThat(notice()).contains("replaced by another");
    assertThatThrownBy(store::close)
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("1 finished trials are lost", "replaced by another");
    assertThat(waiting).isCompletedExceptionally();
    assertThat(file()).hasContent("somebody else's");
  }

  @Test
  @Tag("slow")
  void aLockThatLastsIsWaitedForAndNothingIsLost() throws Exception {
    try (TrialStore store = TrialStores.open(url(), notices::add);
        Connection other = DriverManager.getConnection(url());
        Statement statement = other.createStatement()) {
      StudyLog log = store.open(Samples.spec("locked"));
      statement.execute("begin immediate");
      CompletableFuture<Void> waiting = log.finish(Samples.trial(0));
      assertThat(notice()).contains("another program keeps the file locked");
      assertThat(log.trials(0)).as("readers do not wait for a writer").isEmpty();
      assertThat(waiting).isNotDone();
      statement.execute("rollback");
      waiting.get(SECONDS, TimeUnit.SECONDS);
      assertThat(log.trials(0)).containsExactly(Samples.trial(0));
    }
  }

  @Test
  void aFullDiskLosesNothingThatWasAcknowledged() throws Exception {
    List<CompletableFuture<Void>> futures = new ArrayList<>();
    TrialStore store = TrialStores.open(url() + "?max_page_count=60", notices::add);
    StudyLog log = store.open(Samples.spec("full"));
    for (int number = 0; number < 100; number++) {
      futures.add(log.finish(Samples.trial(number)));
      futures.get(number).get(SECONDS, TimeUnit.SECONDS);
    }
    IntStream.range(100, 5000).forEach(number -> futures.add(log.finish(Samples.trial(number))));
    assertThat(notice()).contains("studies.sqlite", "the disk is full");
    assertThatThrownBy(store::close)
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("finished trials are lost", "the disk is full");
    assertThat(futures).allMatch(CompletableFuture::isDone);
    List<Trial> acknowledged =
        IntStream.range(0, futures.size())
            .filter(number -> !futures.get(number).isCompletedExceptionally())
            .mapToObj(Samples::trial)
            .toList();
    assertThat(acknowledged).hasSizeBetween(100, 4999);
    try (TrialStore again = TrialStores.open(url())) {
      assertThat(again.open(Samples.spec("full")).trials(0)).isEqualTo(acknowledged);
    }
  }

  @Test
  void aTrialThatContradictsItsClaimFailsAloneInItsBatch() {
    try (TrialStore store = TrialStores.open(url())) {
      StudyLog log = store.open(Samples.spec("batch"));
      log.claim(5, Samples.proposal(6), "worker", Duration.ofHours(1));
      List<CompletableFuture<Void>> futures =
          IntStream.range(0, 10).mapToObj(n -> log.finish(Samples.trial(n))).toList();
      assertThat(futures.get(5))
          .failsWithin(Duration.ofSeconds(SECONDS))
          .withThrowableThat()
          .withMessageContaining("trial 5 was claimed with another proposal");
      for (int number : new int[] {0, 1, 2, 3, 4, 6, 7, 8, 9}) {
        assertThat(futures.get(number)).succeedsWithin(Duration.ofSeconds(SECONDS));
      }
      assertThat(log.trials(0))
          .extracting(Trial::number)
          .containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 9);
    }
  }

  @Test
  void aClosedStoreTakesNoTrials() {
    TrialStore store = TrialStores.open(url());
    StudyLog log = store.open(Samples.spec("closed"));
    store.close();
    store.close();
    assertThat(log.finish(Samples.trial(0))).isCompletedExceptionally();
    assertThatThrownBy(() -> log.trials(0)).isInstanceOf(StoreException.class);
  }

  @Test
  void closingWritesWhatStillWaits() {
    TrialStore store = TrialStores.open(url());
    StudyLog log = store.open(Samples.spec("closing"));
    IntStream.range(0, 3000).forEach(number -> log.finish(Samples.trial(number)));
    store.close();
    try (TrialStore again = TrialStores.open(url())) {
      assertThat(again.open(Samples.spec("closing")).trials(0))
          .containsExactly(Samples.trials(3000));
    }
  }

  @Test
  void rowsThatSomebodyDamagedAreReportedByName() throws SQLException, IOException {
    try (TrialStore store = TrialStores.open(url());
        Connection other = DriverManager.getConnection(url());
        Statement statement = other.createStatement()) {
      StudyLog log = store.open(Samples.spec("damaged"));
      log.finish(Samples.trial(0)).join();
      statement.execute("update trial set picks = '1,x'");
      assertThatThrownBy(() -> log.trials(0))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll("could not read the trials", "expected numbers", "1,x");
    }
  }

  @Test
  void textsForPeopleMayHoldAnything() {
    Trial sample = Samples.trial(0);
    Outcome failed = new Outcome.Failed("zero \0 inside", 1);
    Trial odd = new Trial(0, 1, sample.proposal(), failed, sample.provenance());
    try (TrialStore store = TrialStores.open(url())) {
      StudyLog log = store.open(Samples.spec("odd"));
      log.finish(odd).join();
      assertThat(log.trials(0))
          .extracting(Trial::outcome)
          .containsExactly(new Outcome.Failed("zero   inside", 1));
    }
  }

  @Test
  void manyProgramsMayOpenANewFileAtOnce() {
    List<CompletableFuture<TrialStore>> opening =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> TrialStores.open(url()), task -> new Thread(task).start()))
            .toList();
    opening.forEach(each -> each.join().close());
  }
}
