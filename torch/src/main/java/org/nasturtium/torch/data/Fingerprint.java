package org.nasturtium.torch.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of what a network can see of a set: shape, number of classes, labels and pixels,
 * integers in big-endian order.
 */
final class Fingerprint {
  private Fingerprint() {}

  static String of(ImageSet set) {
    MessageDigest digest = sha256();
    ImageShape shape = set.shape();
    ByteBuffer header = ByteBuffer.allocate(4 * (5 + set.size()));
    header.putInt(shape.channels()).putInt(shape.height()).putInt(shape.width());
    header.putInt(set.classes()).putInt(set.size());
    for (int i = 0; i < set.size(); i++) {
      header.putInt(set.label(i));
    }
    digest.update(header.array());
    for (int i = 0; i < set.size(); i++) {
      digest.update(set.pixels(), set.offset(i), shape.values());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
