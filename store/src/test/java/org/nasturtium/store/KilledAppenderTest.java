package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;

/** A process that is killed loses nothing it acknowledged, and leaves no trial in parts. */
@Tag("slow")
final class KilledAppenderTest {
  private static final int KILLS = 5;
  private static final int MOST_ACKNOWLEDGED = 2000;
  private static final long SEED = 20_261_122;

  @TempDir Path folder;

  @Test
  void sqliteKeepsWholeTrialsAndAllThatWereAcknowledged() throws Exception {
    survives("jdbc:sqlite:" + folder.resolve("killed.sqlite"));
  }

  /** The same on a server, in a class of its own, because a server may be missing. */
  @Tag("postgres")
  @Tag("slow")
  @ExtendWith(PostgresServer.Extension.class)
  @org.junit.jupiter.api.Nested
  final class OnPostgres {
    private final PostgresServer server;

    OnPostgres(PostgresServer server) {
      this.server = server;
    }

    @Test
    void postgresKeepsWholeTrialsAndAllThatWereAcknowledged() throws Exception {
      survives(server.newDatabase());
    }
  }

  private static void survives(String url) throws Exception {
    RandomGenerator random = Seed.of(SEED).random();
    int from = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int acknowledged = killedAfter(url, from, random.nextInt(1, MOST_ACKNOWLEDGED), random);
      List<Trial> stored = stored(url);
      assertThat(stored.size())
          .as("kill %d of seed %d: acknowledged trials", kill, SEED)
          .isGreaterThanOrEqualTo(acknowledged);
      assertThat(stored)
          .as("kill %d of seed %d: whole trials", kill, SEED)
          .containsExactly(Samples.trials(stored.size()));
      from = stored.size();
    }
  }

  /** Returns the number of acknowledged trials, from the first one ever. */
  private static int killedAfter(String url, int from, int count, RandomGenerator random)
      throws IOException, InterruptedException {
    Process process = ChildJvm.start(Appender.class, url, Integer.toString(from));
    try (BufferedReader output = ChildJvm.output(process)) {
      for (int i = 0; i < count; i++) {
        assertThat(output.readLine()).as("the child appends").isNotNull();
      }
      Thread.sleep(random.nextInt(20));
      process.destroyForcibly().waitFor();
      List<Integer> rest =
          output
              .lines()
              .filter(line -> !line.isEmpty())
              .map(Integer::valueOf)
              .collect(Collectors.toList());
      return from + count + rest.size();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Trial> stored(String url) {
    try (TrialStore store = TrialStores.open(url)) {
      return store.open(Samples.spec("killed")).trials(0);
    }
  }
}
