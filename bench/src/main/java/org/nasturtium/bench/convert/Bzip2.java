package org.nasturtium.bench.convert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.nasturtium.core.fault.InvalidInputException;

/** Unpacks bzip2 up to a size. */
final class Bzip2 {
  private Bzip2() {}

  /**
   * Returns what is packed.
   *
   * @param where the file, for messages
   * @param packed the bzip2 file
   * @param most the most bytes that may come out
   * @throws InvalidInputException if it is damaged or more comes out
   */
  static byte[] unpack(String where, byte[] packed, int most) {
    return unpack(where, new ByteArrayInputStream(packed), most);
  }

  static byte[] unpack(String where, InputStream packed, int most) {
    try (InputStream input = new BZip2CompressorInputStream(packed)) {
      byte[] bytes = input.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new InvalidInputException(
            "%s unpacks to more than %d MiB".formatted(where, most >> 20));
      }
      return bytes;
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // damage surfaces as many kinds of fault
      throw new InvalidInputException(where + " is no readable bzip2 file; is it truncated?", e);
    }
  }
}
