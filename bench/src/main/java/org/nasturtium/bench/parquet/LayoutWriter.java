package org.nasturtium.bench.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;

/** Writes columns one after the other as a Parquet file of one row group. */
final class LayoutWriter {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  static final String CHECKSUM = "crc32c";

  private static final int VALUES_PER_PAGE = 1 << 17;

  private final OutputStream output;
  private final int rows;
  private final List<SchemaElement> schema = new ArrayList<>();
  private final List<ColumnChunk> chunks = new ArrayList<>();
  private long position;
  private long plainBytes;

  LayoutWriter(OutputStream output, int rows) throws IOException {
    this.output = output;
    this.rows = rows;
    put(MAGIC);
  }

  private void put(byte[] bytes) throws IOException {
    output.write(bytes);
    position += bytes.length;
  }

  /** Writes a column and its checksum. */
  void column(Field field) throws IOException {
    long start = position;
    long plainStart = plainBytes;
    CRC32C checksum = new CRC32C();
    int rowsPerPage = Math.max(1, VALUES_PER_PAGE / field.width());
    for (int row = 0; row < rows; row += rowsPerPage) {
      page(field, row, Math.min(rows, row + rowsPerPage), checksum);
    }
    List<KeyValue> facts = new ArrayList<>();
    field
        .with(CHECKSUM, Long.toHexString(checksum.getValue()))
        .facts()
        .forEach((key, value) -> facts.add(new KeyValue(key).setValue(value)));
    ColumnMetaData data =
        new ColumnMetaData(
            field.schema().getType(),
            List.of(Encoding.PLAIN, Encoding.RLE),
            List.of(field.name()),
            CompressionCodec.GZIP,
            (long) rows * field.width(),
            plainBytes - plainStart,
            position - start,
            start);
    data.setKey_value_metadata(facts);
    schema.add(field.schema());
    chunks.add(new ColumnChunk(0).setMeta_data(data));
  }

  private void page(Field field, int from, int to, CRC32C checksum) throws IOException {
    byte[] values = field.cells().plain(from, to);
    checksum.update(values);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    if (field.isRepeated()) {
      plain.write(Levels.of(to - from, field.width()));
    }
    plain.write(values);
    byte[] packed = gzip(plain.toByteArray());
    PageHeader header = new PageHeader(PageType.DATA_PAGE, plain.size(), packed.length);
    header.setData_page_header(
        new DataPageHeader(
            (to - from) * field.width(), Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    byte[] head = ThriftBytes.of(header);
    put(head);
    put(packed);
    plainBytes += head.length + plain.size();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  /** Ends the file. */
  void end(Map<String, String> facts, String creator) throws IOException {
    List<SchemaElement> elements = new ArrayList<>();
    elements.add(new SchemaElement("benchmark_table").setNum_children(schema.size()));
    elements.addAll(schema);
    RowGroup group = new RowGroup(chunks, plainBytes, rows);
    FileMetaData footer = new FileMetaData(1, elements, rows, List.of(group));
    facts.forEach(
        (key, value) -> footer.addToKey_value_metadata(new KeyValue(key).setValue(value)));
    footer.setCreated_by(creator);
    byte[] bytes = ThriftBytes.of(footer);
    put(bytes);
    put(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(bytes.length)
            .array());
    put(MAGIC);
  }

  /** Returns what has been said of the columns so far, for a checksum. */
  List<ColumnMetaData> columns() {
    return chunks.stream().map(ColumnChunk::getMeta_data).toList();
  }
}
