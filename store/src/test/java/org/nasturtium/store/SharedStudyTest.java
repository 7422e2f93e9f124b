package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.trial.MemoryTrialStore;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.core.trial.TrialStore;

/**
 * Many processes work on one study, and some are killed: no trial is lost or made twice, and the
 * trials are those of a single process.
 */
@Tag("slow")
final class SharedStudyTest {
  private static final int PROCESSES = 8;
  private static final int MINUTES = 4;

  @TempDir Path folder;

  /** A trial without who made it and when. */
  private record Result(int number, long seed, Proposal proposal, Outcome outcome) {
    static List<Result> of(List<Trial> trials) {
      return trials.stream()
          .map(each -> new Result(each.number(), each.seed(), each.proposal(), each.outcome()))
          .toList();
    }
  }

  /** On a server, in a class of its own, because a server may be missing. */
  @Nested
  @Tag("slow")
  @Tag("postgres")
  @ExtendWith(PostgresServer.Extension.class)
  final class OnPostgres {
    private final PostgresServer server;

    OnPostgres(PostgresServer server) {
      this.server = server;
    }

    @Test
    void eightProcessesOfWhichTwoAreKilledMakeTheTrialsOfOne() throws Exception {
      makesTheTrialsOfOne(server.newDatabase(), PROCESSES, 2);
    }
  }

  @Test
  void threeProcessesOnOneFileOfWhichOneIsKilledMakeTheTrialsOfOne() throws Exception {
    makesTheTrialsOfOne("jdbc:sqlite:" + folder.resolve("shared.sqlite"), 3, 1);
  }

  private static void makesTheTrialsOfOne(String url, int processes, int kills) throws Exception {
    List<Process> running = new ArrayList<>();
    try (TrialStore store = TrialStores.open(url)) {
      for (int i = 0; i < processes; i++) {
        running.add(ChildJvm.start(SharedStudy.class, url, "process " + i));
      }
      startTogether(running);
      for (int kill = 1; kill <= kills; kill++) {
        killWhenBusy(store, running.get(kill - 1), kill * SharedStudy.TRIALS / (kills + 2));
      }
      for (Process each : running.subList(kills, processes)) {
        assertThat(each.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
        assertThat(each.exitValue()).isZero();
      }
      expectTheTrialsOfOne(store, processes);
    } finally {
      running.forEach(Process::destroyForcibly);
    }
  }

  private static void startTogether(List<Process> processes) throws IOException {
    for (Process each : processes) {
      assertThat(ChildJvm.output(each).readLine()).isEqualTo("ready");
    }
    for (Process each : processes) {
      each.getOutputStream().write('\n');
      each.getOutputStream().flush();
    }
  }

  private static void killWhenBusy(TrialStore store, Process process, int trials)
      throws InterruptedException, IOException {
    while (stored(store).size() < trials) {
      assertThat(process.isAlive()).as("works until it is killed").isTrue();
      Thread.sleep(10);
    }
    process.destroyForcibly().waitFor();
    assertThat(stored(store)).as("killed in mid-run").hasSizeLessThan(SharedStudy.TRIALS);
  }

  private static List<Trial> stored(TrialStore store) {
    return store.open(SharedStudy.spec()).trials(0);
  }

  private static void expectTheTrialsOfOne(TrialStore store, int processes) {
    List<Trial> stored = stored(store);
    List<Trial> counted = stored.subList(0, Math.min(SharedStudy.TRIALS, stored.size()));
    List<Trial> alone =
        SharedStudy.run(new MemoryTrialStore(InstantSource.system()), "alone", 1)
            .history()
            .trials();
    assertThat(counted)
        .extracting(Trial::number)
        .as("none lost, none twice")
        .isEqualTo(IntStream.range(0, SharedStudy.TRIALS).boxed().toList());
    assertThat(Result.of(counted)).isEqualTo(Result.of(alone));
    assertThat(counted.stream().map(each -> each.provenance().worker()).distinct())
        .as("the work of %d processes was shared; how evenly is the scheduler's choice", processes)
        .hasSizeGreaterThan(1);
  }
}
