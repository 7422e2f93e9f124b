package org.nasturtium.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.bench.parquet.TableFile;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Budget;
import org.nasturtium.bench.table.Dataset;
import org.nasturtium.bench.table.Epoch;
import org.nasturtium.bench.table.Quantity;
import org.nasturtium.bench.table.Query;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.bench.table.Seeds;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.library.ChoiceSpace;

/** The example of the user guide works as it stands there. */
class UserGuideTest {
  private static final Budget BUDGET = new Budget(10);

  @TempDir private Path folder;

  @Test
  void theExampleOfATableOfOnesOwnWorks() throws IOException {
    String guide = Files.readString(Path.of("../docs/user-guide.md"));
    Path choices = Files.writeString(folder.resolve("digits.json"), block(guide, "json"));
    Path csv = Files.writeString(folder.resolve("digits.csv"), block(guide, "csv"));
    Path file = folder.resolve("digits.parquet");
    TableFile.write(Importers.read("generic", csv, Optional.of(ChoiceSpace.read(choices))), file);

    BenchmarkTable table = TableFile.open(file);
    Dataset digits = table.dataset("digits");
    int row = table.row(table.space().parse("depth=4, activation=gelu"));
    Query test =
        Query.accuracy(digits.reported(), digits.test(), BUDGET, Epoch.last(), Seeds.mean());
    assertThat(table.answer(row, test).value()).isEqualTo(93.5);
    assertThat(table.answer(row, test).seeds()).isEqualTo(SeedSet.unnamed(3));
    var search = table.searching(digits);
    assertThat(search.lookup(BUDGET, Epoch.after(5), Seeds.one(1), Quantity.ACCURACY).value(row))
        .isEqualTo(85);
    assertThat(search.costs(BUDGET).trainSecondsPerEpoch(row)).hasValue(2.6);
    assertThatThrownBy(
            () -> search.lookup(BUDGET, Epoch.last(), Seeds.mean(), Quantity.ACCURACY).answer(4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the architecture with index 4 has no accuracy of digits x-valid");
  }

  private static String block(String guide, String language) {
    String fence = "```";
    int start = guide.indexOf(fence + language + "\n") + fence.length() + language.length() + 1;
    return guide.substring(start, guide.indexOf(fence, start));
  }
}
