package org.nasturtium.bench.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TEndpointTransport;
import shaded.parquet.org.apache.thrift.transport.TMemoryBuffer;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/**
 * Bytes that hold Parquet's structures one after the other, read from the front.
 *
 * <p>Thrift trusts no announced length beyond the number of bytes. Its own stream transport would
 * bring a logging framework along, which takes longer to start than a table to open.
 */
final class ThriftBytes extends TEndpointTransport {
  private static final int DEEPEST = 32;

  private final byte[] bytes;
  private int at;

  private ThriftBytes(byte[] bytes) throws TTransportException {
    super(configuration(bytes.length));
    this.bytes = bytes;
  }

  /** Returns a reader of bytes. */
  static ThriftBytes over(byte[] bytes) throws IOException {
    try {
      return new ThriftBytes(bytes);
    } catch (TTransportException e) {
      throw new IOException(e);
    }
  }

  private static TConfiguration configuration(int bytes) {
    return new TConfiguration(bytes + 1, bytes + 1, DEEPEST);
  }

  /** Returns a structure as bytes. */
  static byte[] of(TBase<?, ?> structure) throws IOException {
    try {
      TMemoryBuffer buffer = new TMemoryBuffer(1024);
      structure.write(new TCompactProtocol(buffer));
      return Arrays.copyOf(buffer.getArray(), buffer.length());
    } catch (TException e) {
      throw new IOException(e);
    }
  }

  FileMetaData fileMetaData() throws IOException {
    FileMetaData footer = new FileMetaData();
    read(footer);
    return footer;
  }

  PageHeader pageHeader() throws IOException {
    PageHeader header = new PageHeader();
    read(header);
    return header;
  }

  private void read(TBase<?, ?> structure) throws IOException {
    try {
      structure.read(new TCompactProtocol(this));
    } catch (TException e) {
      throw new IOException("it is damaged", e);
    }
  }

  /** Returns how many bytes are left. */
  int left() {
    return bytes.length - at;
  }

  /** Returns where the bytes that are left begin, and passes over some of them. */
  int pass(int count) {
    int from = at;
    at += count;
    return from;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws TTransportException {
    int count = Math.min(length, left());
    if (count == 0 && length > 0) {
      throw new TTransportException(TTransportException.END_OF_FILE);
    }
    System.arraycopy(bytes, at, buffer, offset, count);
    at += count;
    countConsumedMessageBytes(count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public void write(byte[] buffer, int offset, int length) throws TTransportException {
    throw new TTransportException("these bytes are read only");
  }
}
