package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.RecordName;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.bench.table.Split;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NatsTopology;

class OfficialArchiveTest {
  private static final SearchSpace SPACE = new NatsTopology();

  @TempDir private Path folder;

  @Test
  void aFolderOfRecordsIsATable() throws IOException {
    assertTable(imported(simpleFolder()));
  }

  @Test
  void aFolderThatHoldsTheFolderWillDo() throws IOException {
    simpleFolder();
    assertTable(imported(folder));
  }

  @Test
  void aTarFileOfRecordsIsTheSame() throws IOException {
    assertTable(imported(tar()));
  }

  @Test
  void theSingleFileOfAllRecordsIsTheSame() throws IOException {
    Map<Object, Object> records = new LinkedHashMap<>();
    records.put(11, Records.record(SPACE, 11));
    records.put(0, Records.record(SPACE, 0));
    Map<Object, Object> all = new LinkedHashMap<>();
    all.put("meta_archs", List.of());
    all.put("arch2infos", records);
    Path file = folder.resolve("NATS-tss.pickle.pbz2");
    Files.write(file, Records.bzip2(Records.pickle(all)));
    assertTable(imported(file));
  }

  private static void assertTable(BenchmarkTable table) {
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.rows().index(1)).isEqualTo(11);
    Query query =
        Query.accuracy(
            RecordName.CIFAR10_VALID, Split.TRAIN, new Budget(2), Epoch.after(1), Seeds.one(888));
    assertThat(table.answer(1, query).value()).isEqualTo(8.99);
    assertThat(table.costs(RecordName.CIFAR10_VALID, new Budget(2)).latencySeconds(0))
        .hasValue(0.0125);
    assertThat(table.origin().gaps()).containsExactly("only the indices [0, 11]");
  }

  @Test
  void aRecordOfAnotherArchitectureIsRefused() throws IOException {
    Path records = simpleFolder();
    Files.write(
        records.resolve("000005.pickle.pbz2"),
        Records.bzip2(Records.pickle(Records.record(SPACE, 6))));
    refused(records, "000005.pickle.pbz2", "it is of index 6, not 5");
  }

  @Test
  void truncatedBzip2IsRefused() throws IOException {
    Path records = simpleFolder();
    Path record = records.resolve("000011.pickle.pbz2");
    Files.write(record, Arrays.copyOf(Files.readAllBytes(record), 100));
    refused(records, "000011.pickle.pbz2 is no readable bzip2 file");
  }

  @Test
  void aFolderWithoutRecordsIsRefused() throws IOException {
    refused(folder, "holds no record files");
  }

  @Test
  void recordsBeyondTheSpaceAreThoseOfTheOtherOne() throws IOException {
    Path records = simpleFolder();
    Files.write(records.resolve("030000.pickle.pbz2"), new byte[0]);
    refused(records, "record 30000, beyond the 15625 of nats-topology");
  }

  @Test
  void aBombIsRefusedBeforeItFillsTheMemory() throws IOException {
    Path records = simpleFolder();
    Files.write(records.resolve("000012.pickle.pbz2"), Records.bzip2(new byte[(1 << 24) + 1]));
    refused(records, "000012.pickle.pbz2 unpacks to more than 16 MiB");
  }

  @Test
  void aHostilePickleRunsNothing() {
    for (String program :
        List.of(
            "cos\nsystem\n(S'touch x'\ntR.",
            "cbuiltins\neval\n(S'1'\ntR.",
            "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093\u008c\u0001xR.",
            "cnumpy\nndarray\n.",
            "ccollections\ndefaultdict\n.")) {
      assertThatThrownBy(
              () -> ArchivePickle.dictionary("x", program.getBytes(StandardCharsets.ISO_8859_1)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is refused");
    }
  }

  @Test
  void aLengthBeyondTheEndAllocatesNothing() {
    byte[] program = {(byte) 0x80, 4, 'X', (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 'a', '.'};
    assertThatThrownBy(() -> ArchivePickle.dictionary("x", program))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("announces 2147483647 bytes but 2 are left");
  }

  @Test
  void aRecordWhosePartsReferToEachOtherIsNotEndless() {
    Map<Object, Object> curve = new LinkedHashMap<>();
    for (int epoch = 0; epoch < 900; epoch++) {
      curve.put("x-valid@" + epoch, 1.0);
    }
    Map<Object, Object> record = Records.record(SPACE, 0);
    Map<Object, Object> repeated = new LinkedHashMap<>();
    for (int budget = 900; budget < 908; budget++) {
      Map<Object, Object> training = new LinkedHashMap<>();
      training.put("epochs", budget);
      training.put("eval_acc1es", curve);
      Map<Object, Object> results = new LinkedHashMap<>();
      for (int seed = 0; seed < 60; seed++) {
        results.put(List.of("cifar10", seed), training);
      }
      Map<?, ?> whole = (Map<?, ?>) record.get("02");
      Map<Object, Object> copy = new LinkedHashMap<>(whole);
      copy.put("all_results", results);
      repeated.put(String.valueOf(budget), copy);
    }
    ArchiveRecord reader =
        new ArchiveRecord("x", 0, new ArchiveColumns(1), new ArchiveRecord.Allowance(100_000));
    String text = SPACE.format(SPACE.unrank(BigInteger.ZERO));
    assertThatThrownBy(() -> reader.read(repeated, 0, text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("it holds more values than bytes");
  }

  private Path simpleFolder() throws IOException {
    Path records = Files.createDirectories(folder.resolve("NATS-tss-simple"));
    for (int index : new int[] {0, 11}) {
      Files.write(
          records.resolve("%06d.pickle.pbz2".formatted(index)),
          Records.bzip2(Records.pickle(Records.record(SPACE, index))));
    }
    Files.write(records.resolve("meta.pickle.pbz2"), Records.bzip2(Records.pickle(Map.of("a", 1))));
    return records;
  }

  private Path tar() throws IOException {
    Path file = folder.resolve("records.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (int index : new int[] {11, 0}) {
        byte[] packed = Records.bzip2(Records.pickle(Records.record(SPACE, index)));
        TarArchiveEntry entry =
            new TarArchiveEntry("NATS-tss-simple/%06d.pickle.pbz2".formatted(index));
        entry.setSize(packed.length);
        tar.putArchiveEntry(entry);
        tar.write(packed);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private static BenchmarkTable imported(Path source) throws IOException {
    return Importers.read("nats-topology", source, Optional.empty());
  }

  private static void refused(Path source, String... parts) {
    assertThatThrownBy(() -> imported(source))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }
}
