package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.sample.Mutations;
import org.nasturtium.bench.sample.TopologyLines;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;
import org.nasturtium.core.space.library.NasBench101;
import org.nasturtium.core.space.library.NatsSize;
import org.nasturtium.core.space.library.NatsTopology;

/** Damaged and hostile files are refused with one line, quickly, whatever is wrong with them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImporterFuzzTest {
  private static final int RUNS = 10_000;
  private static final long SEED = 21;
  private static final SearchSpace SIZE = new NatsSize();

  @TempDir private Path folder;

  private interface Reading {
    void read(byte[] damaged) throws IOException;
  }

  private static void fuzz(String name, byte[] whole, Reading reading) throws IOException {
    reading.read(whole);
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      RandomGenerator random = Seed.of(SEED).child(name, run).random();
      try {
        reading.read(Mutations.of(whole, random));
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).as("%s run %d", name, run).doesNotContain("\n");
        assertThat(e.getMessage().length()).as("%s run %d", name, run).isLessThan(4000);
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("%s run %d of seed %d".formatted(name, run, SEED), e);
      }
    }
    assertThat(refused).as("damage that is found").isGreaterThan(RUNS / 2);
  }

  private Reading file(String name, Importer importer, SearchSpace space) {
    return damaged -> {
      Path file = folder.resolve(name);
      Files.write(file, damaged);
      importer.read(file, space);
    };
  }

  @Test
  void topologyCsv() throws IOException {
    fuzz(
        "topology",
        text(TopologyLines.of(TopologyLines.COLUMNS, 3, 4)),
        file("table.csv", new TopologyCsv(), new NatsTopology()));
  }

  @Test
  void nasBench101Csv() throws IOException {
    fuzz(
        "nasbench101",
        text(
            List.of(
                "index,hash,vertices,adj_upper_rowmajor,ops,params,test_acc_mean_108",
                "0,00005c142e6f48ac74fdcf73e3439874,7,100110100001001010101,02001,8555530,0.92",
                "1,0000718c96730a92ea6d5242f8ce77e2,7,100000100001000111101,11010,5878154,0.88")),
        file("table.csv", new NasBench101Csv(), new NasBench101()));
  }

  @Test
  void genericCsv() throws IOException {
    SearchSpace space =
        new ChoiceSpace("mine", List.of(Choice.of("a", "1", "2"), Choice.of("b", "x", "y")));
    fuzz(
        "generic",
        text(
            List.of(
                "pick:a,pick:b,own/3/x-valid/accuracy/7@1,own/3/x-valid/accuracy/7@3,own/macs",
                "1,x,10,30,\"5\"",
                "2,y,20,,6")),
        file("table.csv", new GenericCsv(), space));
  }

  @Test
  void packedRecords() throws IOException {
    byte[] packed = Records.bzip2(Records.pickle(Records.record(SIZE, 5)));
    Path records = Files.createDirectories(folder.resolve("records"));
    fuzz(
        "packed",
        packed,
        damaged -> {
          Files.write(records.resolve("000005.pickle.pbz2"), damaged);
          new OfficialArchive().read(records, SIZE);
        });
  }

  @Test
  void unpackedRecords() throws IOException {
    String text = SIZE.format(SIZE.unrank(BigInteger.valueOf(5)));
    fuzz(
        "pickle",
        Records.pickle(Records.record(SIZE, 5)),
        damaged -> {
          Map<?, ?> record = ArchivePickle.dictionary("record", damaged);
          new ArchiveRecord(
                  "record", 0, new ArchiveColumns(1), new ArchiveRecord.Allowance(damaged.length))
              .read(record, 5, text);
        });
  }

  @Test
  void tarFiles() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      byte[] packed = Records.bzip2(Records.pickle(Records.record(SIZE, 5)));
      TarArchiveEntry entry = new TarArchiveEntry("simple/000005.pickle.pbz2");
      entry.setSize(packed.length);
      tar.putArchiveEntry(entry);
      tar.write(packed);
      tar.closeArchiveEntry();
    }
    byte[] head = Arrays.copyOf(bytes.toByteArray(), 2048);
    fuzz("tar", head, file("table.tar", new OfficialArchive(), SIZE));
  }

  @Test
  void singleFiles() throws IOException {
    Map<Object, Object> all =
        Map.of("meta_archs", List.of(), "arch2infos", Map.of(5, Records.record(SIZE, 5)));
    fuzz(
        "single",
        Records.bzip2(Records.pickle(all)),
        file("all.pickle.pbz2", new OfficialArchive(), SIZE));
  }

  private static byte[] text(List<String> lines) {
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }
}
