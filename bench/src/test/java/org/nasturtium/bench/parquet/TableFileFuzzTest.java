package org.nasturtium.bench.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.sample.Mutations;
import org.nasturtium.bench.sample.SampleTables;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

/** Damaged files are refused with one line, quickly, whatever the damage. */
class TableFileFuzzTest {
  private static final int RUNS = 10_000;
  private static final long SEED = 20;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damageIsNeverMoreThanOneLine() throws IOException {
    Path file = folder.resolve("table.parquet");
    TableFile.write(SampleTables.threeCells(), file);
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      RandomGenerator random = Seed.of(SEED).child("run", run).random();
      Files.write(file, Mutations.of(whole, random));
      try {
        TableFileTest.readAll(TableFile.open(file));
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).as("run %d of seed %d", run, SEED).startsWith(file.toString());
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("run %d of seed %d".formatted(run, SEED), e);
      }
    }
    assertThat(refused).as("damage that checksums find").isGreaterThan(RUNS * 9 / 10);
  }
}
