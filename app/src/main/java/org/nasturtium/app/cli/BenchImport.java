package org.nasturtium.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nasturtium.bench.convert.Importers;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.core.space.library.SearchSpaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a benchmark table of published files. */
@Command(
    name = "import",
    description = "Make a benchmark table of published files or of your own CSV.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchImport implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|DIR",
      description = "A CSV file (may be gzipped), an official archive or its folder.")
  private Path source;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "KIND",
      description = "nats-topology, nats-size, nasbench101 or generic.")
  private String table;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "The space of a generic table: a name, or a file of choices.")
  private @Nullable String space;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "T.parquet",
      description = "The table to write; an older one is replaced.")
  private Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    BenchmarkTable made =
        Importers.read(table, source, Optional.ofNullable(space).map(SearchSpaces::byName));
    Files.createDirectories(out.toAbsolutePath().resolveSibling(".").normalize());
    TableFile.write(made, out);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", out.toString());
    fields.put("space", made.space().name());
    fields.put("architectures", made.size());
    fields.put("columns", made.columns().size());
    fields.put("gaps", made.origin().gaps());
    output.result(
        fields,
        List.of(
            "%s: %d architectures of %s in %d columns"
                .formatted(out, made.size(), made.space().name(), made.columns().size())));
    return 0;
  }
}
