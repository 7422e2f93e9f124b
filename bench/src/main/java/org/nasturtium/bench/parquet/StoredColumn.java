package org.nasturtium.bench.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A stored column is a column of a file: where its pages are and what the file says of it.
 *
 * @param name its name
 * @param type the type of its values
 * @param repeated whether a row has several values
 * @param valueBytes the bytes of a value
 * @param rows the number of rows
 * @param width the values per row
 * @param offset where its pages begin
 * @param length the bytes of its pages
 * @param codec how its pages are packed
 * @param facts what the file says of it
 */
record StoredColumn(
    String name,
    Type type,
    boolean repeated,
    int valueBytes,
    int rows,
    int width,
    long offset,
    int length,
    CompressionCodec codec,
    Map<String, String> facts) {
  /** No compression that is read here packs more than this many bytes into one. */
  private static final int MOST_PACKING = 1100;

  /** Returns the values in plain encoding. */
  byte[] plain(TableSource source) {
    try {
      byte[] packed = source.read(offset, length);
      long expected = (long) rows * width * valueBytes;
      if (expected > (long) packed.length * MOST_PACKING || expected > Integer.MAX_VALUE - 8) {
        throw new InvalidInputException("its pages are too short for " + expected + " bytes");
      }
      byte[] values = unpacked(packed, (int) expected);
      CRC32C checksum = new CRC32C();
      checksum.update(values);
      if (!Long.toHexString(checksum.getValue()).equals(facts.get(LayoutWriter.CHECKSUM))) {
        throw new InvalidInputException("its checksum is wrong");
      }
      return values;
    } catch (IOException | RuntimeException e) { // thrift meets damage with many kinds of fault
      throw source.damaged("column " + name, e);
    }
  }

  private byte[] unpacked(byte[] packed, int expected) throws IOException {
    ThriftBytes pages = ThriftBytes.over(packed);
    ByteBuffer values = ByteBuffer.allocate(expected);
    while (values.hasRemaining()) {
      PageHeader header = pages.pageHeader();
      checkHeader(header, pages.left());
      int length = header.getCompressed_page_size();
      int from = pages.pass(length);
      int count = header.getData_page_header().getNum_values();
      if (count < 1 || (long) count * valueBytes > values.remaining()) {
        throw new InvalidInputException("a page announces " + count + " values");
      }
      ByteBuffer page =
          page(new ByteArrayInputStream(packed, from, length), header.getUncompressed_page_size());
      if (repeated) {
        Levels.check(page, count, width);
      }
      if (page.remaining() != count * valueBytes) {
        throw new InvalidInputException("a page has %d bytes too many".formatted(page.remaining()));
      }
      values.put(page);
    }
    return values.array();
  }

  private void checkHeader(PageHeader header, int left) {
    if (header.getType() != PageType.DATA_PAGE
        || header.getData_page_header().getEncoding() != Encoding.PLAIN) {
      throw new InvalidInputException(
          "a page is not plain; only tables written by this program are read");
    }
    long most = (long) valueBytes * rows * width * 2 + 64;
    if (header.getCompressed_page_size() < 0
        || header.getCompressed_page_size() > left
        || header.getUncompressed_page_size() < 0
        || header.getUncompressed_page_size() > most) {
      throw new InvalidInputException("a page announces an impossible size");
    }
  }

  private ByteBuffer page(InputStream body, int size) throws IOException {
    try (InputStream input = codec == CompressionCodec.GZIP ? new GZIPInputStream(body) : body) {
      byte[] plain = input.readNBytes(size);
      if (plain.length != size) {
        throw new InvalidInputException("a page has another size than it announces");
      }
      return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
