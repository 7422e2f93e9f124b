package org.nasturtium.bench.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.ColumnName;
import org.nasturtium.bench.table.RowSeeds;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;
import org.nasturtium.core.space.library.SearchSpaces;

/** Writes a table as fields and facts. */
final class TableWriter {
  static final String INDEX = "index";
  static final String ARCHITECTURE = "architecture";
  static final String PICKS = "picks";
  static final String SETS = "sets";
  static final String SET_COLUMN = "set-column";

  private static final String CREATOR = "nasturtium benchmark table version 1";

  private final BenchmarkTable table;

  TableWriter(BenchmarkTable table) {
    this.table = table;
  }

  void writeTo(OutputStream output) throws IOException {
    LayoutWriter layout = new LayoutWriter(output, table.size());
    for (Field field : rowFields()) {
      layout.column(field);
    }
    for (Column column : table.columns()) {
      for (Field field : fields(column)) {
        layout.column(field);
      }
    }
    for (var trait : table.traits().entrySet()) {
      layout.column(Field.doubles(ColumnName.of(trait.getKey()), trait.getValue().load()));
    }
    Map<String, String> facts = facts();
    facts.put(Footer.CHECKSUM, Footer.checksum(facts, layout.columns()));
    layout.end(facts, CREATOR);
  }

  private Map<String, String> facts() {
    Map<String, String> facts = Footer.begin(table.origin());
    SearchSpace space = table.space();
    facts.put(Footer.SPACE, space.name());
    facts.put(Footer.ROWS, rowsKind());
    if (space instanceof ChoiceSpace || !SearchSpaces.isKnown(space.name())) {
      facts.put(Footer.CHOICES, choices(space));
    }
    return facts;
  }

  private String rowsKind() {
    return table.rows() instanceof Rows.Listed listed
        ? listed.identity() == Rows.Identity.RAW ? "raw" : "canonical"
        : "ranked";
  }

  private static String choices(SearchSpace space) {
    try {
      return new ObjectMapper().writeValueAsString(space.choices());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("choices are plain values", e);
    }
  }

  private List<Field> rowFields() {
    Rows rows = table.rows();
    SearchSpace space = table.space();
    int[] index = new int[rows.size()];
    for (int row = 0; row < index.length; row++) {
      index[row] = rows.index(row);
    }
    List<Field> fields = new ArrayList<>();
    fields.add(Field.integers(INDEX, index));
    fields.add(Field.texts(ARCHITECTURE, row -> space.format(rows.architecture(row))));
    if (rows instanceof Rows.Listed) {
      int length = space.choices().size();
      fields.add(Field.fixed(PICKS, length, row -> picks(rows.architecture(row))));
    }
    return fields;
  }

  private static byte[] picks(Architecture architecture) {
    byte[] picks = new byte[architecture.size()];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = (byte) architecture.pick(i);
    }
    return picks;
  }

  private List<Field> fields(Column column) {
    String name = ColumnName.of(column);
    Field values =
        column.span() == Column.Span.LAST
            ? Field.doubles(name, column.numbers().load())
            : Field.curves(name, column.numbers().load(), column.series().budget().epochs());
    RowSeeds seeds = column.seeds();
    if (seeds.isConstant()) {
      return List.of(values);
    }
    int[] sets = new int[table.size()];
    for (int row = 0; row < sets.length; row++) {
      sets[row] = seeds.setOfRow().applyAsInt(row);
    }
    String setColumn = name + "/seed-set";
    String texts = seeds.sets().stream().map(ColumnName::format).collect(Collectors.joining("|"));
    return List.of(
        Field.integers(setColumn, sets), values.with(SETS, texts).with(SET_COLUMN, setColumn));
  }
}
