package org.nasturtium.bench.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.nasturtium.bench.table.BenchmarkTable;
import org.nasturtium.bench.table.Column;
import org.nasturtium.bench.table.ColumnName;
import org.nasturtium.bench.table.Numbers;
import org.nasturtium.bench.table.RowSeeds;
import org.nasturtium.bench.table.Rows;
import org.nasturtium.bench.table.SeedSet;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.ChoiceSpace;
import org.nasturtium.core.space.library.SearchSpaces;

/** Reads the footer and the rows of a file, and leaves its columns for when they are asked for. */
final class TableReader {
  private static final int TAIL = Integer.BYTES + LayoutWriter.MAGIC.length;
  private static final int MOST_FOOTER_BYTES = 1 << 26;
  private static final int MOST_ROWS = 100_000_000;

  private final TableSource source;

  TableReader(TableSource source) {
    this.source = source;
  }

  BenchmarkTable read() throws IOException {
    FileMetaData footer = footer();
    Map<String, String> facts = Footer.map(footer.getKey_value_metadata());
    List<ColumnMetaData> chunks = chunks(footer);
    Footer.check(facts, chunks);
    Map<String, StoredColumn> columns = columns(footer, chunks);
    SearchSpace space = space(facts);
    Rows rows = rows(facts, space, columns, Math.toIntExact(footer.getNum_rows()));
    BenchmarkTable.Builder table = BenchmarkTable.builder(space, rows, Footer.origin(facts));
    for (StoredColumn column : columns.values()) {
      if (column.type() == Type.DOUBLE) {
        add(table, column, columns);
      }
    }
    return table.build();
  }

  private FileMetaData footer() throws IOException {
    int magic = LayoutWriter.MAGIC.length;
    if (source.size() < magic + TAIL || !Arrays.equals(source.read(0, magic), LayoutWriter.MAGIC)) {
      throw new InvalidInputException("it does not begin like a Parquet file");
    }
    byte[] tail = source.read(source.size() - TAIL, TAIL);
    if (!Arrays.equals(tail, Integer.BYTES, TAIL, LayoutWriter.MAGIC, 0, magic)) {
      throw new InvalidInputException("it does not end like a Parquet file; is it truncated?");
    }
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length <= 0 || length > MOST_FOOTER_BYTES || length > source.size() - TAIL - magic) {
      throw new InvalidInputException("its footer announces " + length + " bytes");
    }
    byte[] footer = source.read(source.size() - TAIL - length, length);
    return ThriftBytes.over(footer).fileMetaData();
  }

  private static List<ColumnMetaData> chunks(FileMetaData footer) {
    if (footer.getNum_rows() < 1 || footer.getNum_rows() > MOST_ROWS) {
      throw new InvalidInputException(
          "its footer announces %d rows".formatted(footer.getNum_rows()));
    }
    if (footer.getRow_groups().size() != 1) {
      throw new InvalidInputException("a benchmark table has one row group");
    }
    RowGroup group = footer.getRow_groups().get(0);
    List<ColumnMetaData> chunks = new ArrayList<>();
    for (ColumnChunk chunk : group.getColumns()) {
      chunks.add(chunk.getMeta_data());
    }
    if (chunks.size() != footer.getSchema().size() - 1) {
      throw new InvalidInputException("its schema and its columns differ");
    }
    return chunks;
  }

  private Map<String, StoredColumn> columns(FileMetaData footer, List<ColumnMetaData> chunks) {
    Map<String, StoredColumn> columns = new LinkedHashMap<>();
    for (int i = 0; i < chunks.size(); i++) {
      SchemaElement schema = footer.getSchema().get(i + 1);
      ColumnMetaData chunk = chunks.get(i);
      if (!chunk.getPath_in_schema().equals(List.of(schema.getName()))
          || chunk.getType() != schema.getType()
          || columns.containsKey(schema.getName())) {
        throw new InvalidInputException("its schema and its columns differ");
      }
      columns.put(schema.getName(), column(schema, chunk, (int) footer.getNum_rows()));
    }
    return columns;
  }

  private StoredColumn column(SchemaElement schema, ColumnMetaData chunk, int rows) {
    long length = chunk.getTotal_compressed_size();
    long offset = chunk.getData_page_offset();
    if (offset < 0
        || length < 0
        || length > Integer.MAX_VALUE - 8
        || offset > source.size() - length) {
      throw new InvalidInputException("column %s lies outside of it".formatted(schema.getName()));
    }
    CompressionCodec codec = chunk.getCodec();
    if (codec != CompressionCodec.GZIP && codec != CompressionCodec.UNCOMPRESSED) {
      throw new InvalidInputException(
          "column %s is packed with %s; expected GZIP".formatted(schema.getName(), codec));
    }
    boolean repeated = schema.getRepetition_type() == FieldRepetitionType.REPEATED;
    if (!repeated && schema.getRepetition_type() != FieldRepetitionType.REQUIRED) {
      throw new InvalidInputException("column %s is optional".formatted(schema.getName()));
    }
    long width = repeated ? chunk.getNum_values() / rows : 1;
    if (chunk.getNum_values() != width * rows || width < 1 || width > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "column %s has %d values in %d rows"
              .formatted(schema.getName(), chunk.getNum_values(), rows));
    }
    return new StoredColumn(
        schema.getName(),
        schema.getType(),
        repeated,
        valueBytes(schema),
        rows,
        (int) width,
        offset,
        (int) length,
        codec,
        Footer.map(chunk.getKey_value_metadata()));
  }

  private static int valueBytes(SchemaElement schema) {
    return switch (schema.getType()) {
      case INT32 -> Integer.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED_LEN_BYTE_ARRAY -> {
        if (schema.getType_length() < 1 || schema.getType_length() > Short.MAX_VALUE) {
          throw new InvalidInputException("column %s has no length".formatted(schema.getName()));
        }
        yield schema.getType_length();
      }
      default -> 1; // texts, which are for other readers
    };
  }

  private static SearchSpace space(Map<String, String> facts) {
    String name = Footer.fact(facts, Footer.SPACE);
    String choices = facts.get(Footer.CHOICES);
    if (choices == null) {
      if (!SearchSpaces.isKnown(name)) {
        throw new InvalidInputException("its space '%s' is unknown here".formatted(name));
      }
      return SearchSpaces.byName(name);
    }
    try {
      return new ChoiceSpace(name, List.of(new ObjectMapper().readValue(choices, Choice[].class)));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("its choices are malformed", e);
    }
  }

  private Rows rows(
      Map<String, String> facts, SearchSpace space, Map<String, StoredColumn> columns, int count) {
    String kind = Footer.fact(facts, Footer.ROWS);
    return switch (kind) {
      case "ranked" -> Rows.ranked(space, integers(wanted(columns, TableWriter.INDEX)));
      case "raw" -> Rows.listed(space, picks(space, columns, count), Rows.Identity.RAW);
      case "canonical" -> Rows.listed(space, picks(space, columns, count), Rows.Identity.CANONICAL);
      default -> throw new InvalidInputException("its rows are '%s'".formatted(kind));
    };
  }

  private List<Architecture> picks(
      SearchSpace space, Map<String, StoredColumn> columns, int count) {
    StoredColumn column = wanted(columns, TableWriter.PICKS);
    int length = space.choices().size();
    if (column.type() != Type.FIXED_LEN_BYTE_ARRAY || column.valueBytes() != length) {
      throw new InvalidInputException("its picks are not those of %d choices".formatted(length));
    }
    byte[] bytes = column.plain(source);
    List<Architecture> architectures = new ArrayList<>(count);
    int[] picks = new int[length];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < length; i++) {
        picks[i] = bytes[row * length + i];
      }
      Architecture architecture = Architecture.of(picks);
      if (!architecture.fits(space.choices())) {
        throw new InvalidInputException("row %d is no architecture of its space".formatted(row));
      }
      architectures.add(architecture);
    }
    return architectures;
  }

  private static StoredColumn wanted(Map<String, StoredColumn> columns, String name) {
    StoredColumn column = columns.get(name);
    if (column == null) {
      throw new InvalidInputException("it has no column '%s'".formatted(name));
    }
    return column;
  }

  private int[] integers(StoredColumn column) {
    if (column.type() != Type.INT32 || column.repeated()) {
      throw new InvalidInputException("column %s is no integer".formatted(column.name()));
    }
    int[] values = new int[column.rows()];
    little(column.plain(source)).asIntBuffer().get(values);
    return values;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(
      BenchmarkTable.Builder table, StoredColumn stored, Map<String, StoredColumn> columns) {
    ColumnName.Meaning meaning = ColumnName.parse(stored.name());
    if (meaning instanceof ColumnName.Fixed fixed && stored.width() == 1) {
      table.add(fixed.trait(), doubles(stored));
    } else if (meaning instanceof ColumnName.Value value && value.epoch().isEmpty()) {
      table.add(column(value, stored, columns));
    } else {
      throw new InvalidInputException("column '%s' is not understood".formatted(stored.name()));
    }
  }

  private Column column(
      ColumnName.Value value, StoredColumn stored, Map<String, StoredColumn> columns) {
    Column.Span span = stored.repeated() ? Column.Span.EVERY : Column.Span.LAST;
    if (stored.width() != span.width(value.series().budget())) {
      throw new InvalidInputException(
          "column '%s' has %d epochs".formatted(stored.name(), stored.width()));
    }
    OptionalInt seed = value.seed();
    return seed.isPresent()
        ? Column.of(value.series(), seed.getAsInt(), span, doubles(stored))
        : Column.mean(value.series(), seeds(value, stored, columns), span, doubles(stored));
  }

  private RowSeeds seeds(
      ColumnName.Value value, StoredColumn stored, Map<String, StoredColumn> columns) {
    String texts = stored.facts().get(TableWriter.SETS);
    if (texts == null) {
      return RowSeeds.constant(value.seeds());
    }
    List<SeedSet> sets = Arrays.stream(texts.split("\\|", 0)).map(ColumnName::seedSet).toList();
    StoredColumn setColumn = wanted(columns, Footer.fact(stored.facts(), TableWriter.SET_COLUMN));
    return RowSeeds.of(sets, new KeptNumbers(() -> sets(setColumn, sets.size())));
  }

  private double[] sets(StoredColumn column, int most) {
    try {
      int[] sets = integers(column);
      if (Arrays.stream(sets).anyMatch(set -> set < 0 || set >= most)) {
        throw new InvalidInputException("it names a set that is not there");
      }
      return Arrays.stream(sets).asDoubleStream().toArray();
    } catch (InvalidInputException e) {
      throw source.damaged("column " + column.name(), e);
    }
  }

  private Numbers doubles(StoredColumn column) {
    Numbers read =
        () -> {
          double[] values = new double[column.rows() * column.width()];
          little(column.plain(source)).asDoubleBuffer().get(values);
          return values;
        };
    return column.repeated() ? new SoftNumbers(read) : new KeptNumbers(read);
  }
}
