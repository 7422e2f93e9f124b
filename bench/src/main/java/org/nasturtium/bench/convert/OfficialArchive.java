package org.nasturtium.bench.convert;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nasturtium.bench.convert.ArchiveRecord.Allowance;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/**
 * The official archives of NATS-Bench: the {@code -simple} folder of one bzip2-packed pickle per
 * architecture, the same as a tar file, and the single file of all architectures where it fits.
 */
final class OfficialArchive implements Importer {
  private static final String ENDING = ".pickle.pbz2";
  private static final int MOST_RECORD = 1 << 24;
  private static final int MOST_SINGLE_FILE = 1 << 27;
  private static final int NAMED_GAPS = 3;

  @Override
  public boolean accepts(Path source) {
    String name = String.valueOf(source.getFileName());
    return Files.isDirectory(source) || name.endsWith(".tar") || name.endsWith(ENDING);
  }

  @Override
  public BenchmarkTable read(Path source, SearchSpace space) throws IOException {
    String name = String.valueOf(source.getFileName());
    if (!Files.isDirectory(source) && name.endsWith(ENDING)) {
      return singleFile(source, space);
    }
    ArchiveFiles files = ArchiveFiles.in(source);
    int[] indices = files.indices();
    checkIndices(source, space, indices);
    ArchiveColumns columns = new ArchiveColumns(indices.length);
    files.forEach(
        (index, where, packed) -> {
          byte[] pickle = Bzip2.unpack(where, packed, MOST_RECORD);
          Map<?, ?> record = ArchivePickle.dictionary(where, pickle);
          int row = Arrays.binarySearch(indices, index);
          if (row < 0) {
            throw new InvalidInputException(source + " changed while it was read");
          }
          new ArchiveRecord(where, row, columns, new Allowance(pickle.length))
              .read(record, index, text(space, index));
        });
    return table(source, space, indices, columns);
  }

  private static BenchmarkTable singleFile(Path source, SearchSpace space) throws IOException {
    byte[] bytes;
    try (InputStream input = Files.newInputStream(source)) {
      bytes = Bzip2.unpack(source.toString(), input, MOST_SINGLE_FILE);
    } catch (InvalidInputException e) {
      if (e.getMessage().contains("unpacks to more")) {
        throw new InvalidInputException(
            e.getMessage() + ", too much for one piece; import the -simple folder or its tar", e);
      }
      throw e;
    }
    Fields records =
        new Fields(source.toString(), ArchivePickle.dictionary(source.toString(), bytes))
            .fields("arch2infos");
    int[] indices =
        records.map().keySet().stream()
            .mapToInt(
                key -> {
                  if (key instanceof Integer index && index >= 0) {
                    return index;
                  }
                  throw records.fault("'%s' is no index".formatted(key));
                })
            .sorted()
            .toArray();
    checkIndices(source, space, indices);
    ArchiveColumns columns = new ArchiveColumns(indices.length);
    Allowance allowance = new Allowance(bytes.length);
    for (int row = 0; row < indices.length; row++) {
      int index = indices[row];
      new ArchiveRecord(source + " record " + index, row, columns, allowance)
          .read(records.fields(index).map(), index, text(space, index));
    }
    return table(source, space, indices, columns);
  }

  private static void checkIndices(Path source, SearchSpace space, int[] indices) {
    if (indices.length == 0) {
      throw new InvalidInputException(source + " holds no records; is it only the list of them?");
    }
    int last = indices[indices.length - 1];
    if (last >= space.size().intValueExact()) {
      throw new InvalidInputException(
          "%s holds record %d, beyond the %s of %s; is it of the other space?"
              .formatted(source, last, space.size(), space.name()));
    }
  }

  private static String text(SearchSpace space, int index) {
    return space.format(space.unrank(BigInteger.valueOf(index)));
  }

  private static BenchmarkTable table(
      Path source, SearchSpace space, int[] indices, ArchiveColumns columns) {
    List<String> gaps = new ArrayList<>();
    int missing = space.size().intValueExact() - indices.length;
    if (missing > 0) {
      gaps.add(
          indices.length <= NAMED_GAPS
              ? "only the indices " + Arrays.toString(indices)
              : "%d architectures are missing".formatted(missing));
    }
    Origin origin = new Origin("NATS-Bench, official archive " + source.getFileName(), "MIT", gaps);
    BenchmarkTable.Builder table =
        BenchmarkTable.builder(space, Rows.ranked(space, indices), origin);
    columns.addTo(table);
    return table.build();
  }
}
