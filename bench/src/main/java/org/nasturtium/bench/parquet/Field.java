package org.nasturtium.bench.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/**
 * A field is a column to be written: its schema, its facts and its values in plain encoding.
 *
 * @param schema name, type and repetition
 * @param width the values per row; above 1 for a repeated field
 * @param facts what the file says of the column besides its name
 * @param cells the values
 */
record Field(SchemaElement schema, int width, Map<String, String> facts, Cells cells) {
  private static final int INT_BYTES = 4;

  /** The values of a column in plain encoding. */
  @FunctionalInterface
  interface Cells {
    /** Returns the bytes of some rows. */
    byte[] plain(int fromRow, int toRow);
  }

  static Field integers(String name, int[] values) {
    SchemaElement schema = schema(name, Type.INT32, FieldRepetitionType.REQUIRED);
    return new Field(
        schema,
        1,
        new TreeMap<>(),
        (from, to) -> {
          ByteBuffer bytes = buffer((to - from) * INT_BYTES);
          bytes.asIntBuffer().put(values, from, to - from);
          return bytes.array();
        });
  }

  static Field doubles(String name, double[] values) {
    return doubles(name, values, 1, FieldRepetitionType.REQUIRED);
  }

  static Field curves(String name, double[] values, int width) {
    return doubles(name, values, width, FieldRepetitionType.REPEATED);
  }

  private static Field doubles(
      String name, double[] values, int width, FieldRepetitionType repetition) {
    SchemaElement schema = schema(name, Type.DOUBLE, repetition);
    return new Field(
        schema,
        width,
        new TreeMap<>(),
        (from, to) -> {
          int count = (to - from) * width;
          ByteBuffer bytes = buffer(count * Double.BYTES);
          bytes.asDoubleBuffer().put(values, from * width, count);
          return bytes.array();
        });
  }

  static Field texts(String name, IntFunction<String> text) {
    SchemaElement schema = schema(name, Type.BYTE_ARRAY, FieldRepetitionType.REQUIRED);
    schema.setConverted_type(ConvertedType.UTF8);
    return new Field(
        schema,
        1,
        new TreeMap<>(),
        (from, to) -> {
          byte[][] rows = new byte[to - from][];
          int total = 0;
          for (int i = 0; i < rows.length; i++) {
            rows[i] = text.apply(from + i).getBytes(StandardCharsets.UTF_8);
            total += INT_BYTES + rows[i].length;
          }
          ByteBuffer bytes = buffer(total);
          for (byte[] row : rows) {
            bytes.putInt(row.length).put(row);
          }
          return bytes.array();
        });
  }

  static Field fixed(String name, int length, IntFunction<byte[]> row) {
    SchemaElement schema = schema(name, Type.FIXED_LEN_BYTE_ARRAY, FieldRepetitionType.REQUIRED);
    schema.setType_length(length);
    return new Field(
        schema,
        1,
        new TreeMap<>(),
        (from, to) -> {
          ByteBuffer bytes = buffer((to - from) * length);
          for (int i = from; i < to; i++) {
            bytes.put(row.apply(i));
          }
          return bytes.array();
        });
  }

  Field with(String fact, String value) {
    TreeMap<String, String> more = new TreeMap<>(facts);
    more.put(fact, value);
    return new Field(schema, width, more, cells);
  }

  String name() {
    return schema.getName();
  }

  boolean isRepeated() {
    return schema.getRepetition_type() == FieldRepetitionType.REPEATED;
  }

  private static SchemaElement schema(String name, Type type, FieldRepetitionType repetition) {
    return new SchemaElement(name).setType(type).setRepetition_type(repetition);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
