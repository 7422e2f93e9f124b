package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;

/** What can happen to a server and the wire to it in the middle of a run. */
@Tag("postgres")
@ExtendWith(PostgresServer.Extension.class)
final class PostgresFaultTest {
  private static final int SECONDS = 60;
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private final String direct;
  private final TcpProxy proxy;
  private final String url;

  PostgresFaultTest(PostgresServer server) throws IOException {
    this.direct = server.newDatabase();
    this.proxy = new TcpProxy(server.port());
    this.url = direct.replace(":" + server.port() + "/", ":" + proxy.port() + "/");
  }

  @AfterEach
  void closeTheProxy() {
    proxy.close();
  }

  private String notice() throws InterruptedException {
    return String.valueOf(notices.poll(SECONDS, TimeUnit.SECONDS));
  }

  private static List<CompletableFuture<Void>> finish(StudyLog log, int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> log.finish(Samples.trial(n))).toList();
  }

  private static void join(List<CompletableFuture<Void>> futures) throws Exception {
    for (CompletableFuture<Void> each : futures) {
      each.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void aCutWireIsWaitedForAndNothingIsLost() throws Exception {
    try (TrialStore store = TrialStores.open(url, notices::add)) {
      StudyLog log = store.open(Samples.spec("cut"));
      join(finish(log, 0, 100));
      proxy.cut();
      List<CompletableFuture<Void>> waiting = finish(log, 100, 200);
      CompletableFuture<Boolean> claim =
          CompletableFuture.supplyAsync(
              () -> log.claim(200, Samples.proposal(200), "worker", HOUR));
      CompletableFuture<List<Trial>> read = CompletableFuture.supplyAsync(() -> log.trials(0));
      assertThat(notice()).contains("jdbc:postgresql://localhost", "waiting and trying again");
      Thread.sleep(1000);
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      assertThat(claim).isNotDone();
      assertThat(read).isNotDone();
      proxy.mend();
      join(waiting);
      assertThat(notice()).contains("back after");
      assertThat(claim.get(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(read.get(SECONDS, TimeUnit.SECONDS)).startsWith(Samples.trials(100));
      assertThat(log.trials(0)).containsExactly(Samples.trials(200));
    }
  }

  @Test
  void aWireThatIsCutAgainAndAgainLosesAndDoublesNothing() throws Exception {
    try (TrialStore store = TrialStores.open(url, notices::add)) {
      StudyLog log = store.open(Samples.spec("again"));
      List<CompletableFuture<Void>> futures = finish(log, 0, 4000);
      for (int cut = 0; cut < 5; cut++) {
        Thread.sleep(40);
        proxy.cut();
        Thread.sleep(40);
        proxy.mend();
      }
      join(futures);
      assertThat(log.trials(0)).containsExactly(Samples.trials(4000));
    }
  }

  @Test
  void aServerThatThrowsItsClientsOutIsJoinedAgain() throws Exception {
    try (TrialStore store = TrialStores.open(url, notices::add);
        Connection other = DriverManager.getConnection(direct);
        Statement statement = other.createStatement()) {
      StudyLog log = store.open(Samples.spec("out"));
      for (int round = 0; round < 5; round++) {
        join(finish(log, 10 * round, 10 * round + 10));
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
      }
      assertThat(log.trials(0)).containsExactly(Samples.trials(50));
    }
  }

  @Test
  void closingWithoutADatabaseGivesUpAndSaysWhatIsLost() throws Exception {
    TrialStore store = TrialStores.open(url, notices::add);
    StudyLog log = store.open(Samples.spec("given up"));
    join(finish(log, 0, 10));
    proxy.cut();
    List<CompletableFuture<Void>> waiting = finish(log, 10, 20);
    notice();
    assertThatThrownBy(store::close)
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("10 finished trials are lost", "jdbc:postgresql://localhost");
    assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
    try (TrialStore again = TrialStores.open(direct)) {
      assertThat(again.open(Samples.spec("given up")).trials(0))
          .containsExactly(Samples.trials(10));
    }
  }

  @Test
  void manyProgramsMayOpenANewDatabaseAtOnce() {
    List<CompletableFuture<TrialStore>> opening =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> TrialStores.open(direct), task -> new Thread(task).start()))
            .toList();
    opening.forEach(each -> each.join().close());
  }
}
