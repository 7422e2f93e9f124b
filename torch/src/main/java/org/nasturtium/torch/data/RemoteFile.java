package org.nasturtium.torch.data;

import java.net.URI;
import java.util.Locale;

/**
 * A file to download and the checksum its publisher gives for it.
 *
 * @param address where it is, over HTTP or HTTPS
 * @param md5 the MD5 of its bytes, 32 hexadecimal digits
 */
public record RemoteFile(URI address, String md5) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the address names no file or the checksum is not 32
   *     hexadecimal digits
   */
  public RemoteFile {
    md5 = md5.toLowerCase(Locale.ROOT);
    if (!md5.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("an MD5 has 32 hexadecimal digits, got " + md5);
    }
    String path = String.valueOf(address.getPath());
    if (!path.substring(path.lastIndexOf('/') + 1).matches("\\w[\\w.-]*")) {
      throw new IllegalArgumentException("an address ends in a plain file name, got " + address);
    }
  }

  /** Returns the last part of the address. */
  public String name() {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns whether the file is an archive that is unpacked after the download. */
  boolean isArchive() {
    return name().endsWith(".tar.gz");
  }
}
