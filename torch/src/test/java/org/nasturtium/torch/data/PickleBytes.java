package org.nasturtium.torch.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes the instructions that Python writes for a batch of down-sampled ImageNet, in three
 * dialects.
 */
final class PickleBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Returns the batch as Python 2 writes it with protocol 2: text and arrays as byte strings. */
  static byte[] python2(byte[] data, int columns, int... labels) {
    PickleBytes p = new PickleBytes();
    p.raw("\u0080\u0002}q\u0001(").text("data");
    p.raw("cnumpy.core.multiarray\n_reconstruct\nq\u0002cnumpy\nndarray\nq\u0003");
    p.raw("K\u0000\u0085").text("b").raw("\u0087R").raw("(K\u0001");
    p.number(data.length / columns).number(columns).raw("\u0086cnumpy\ndtype\n").text("u1");
    p.raw("K\u0000K\u0001\u0087R").typeState().raw("\u0089T").length(data.length).bytes(data);
    return p.raw("tb").labels(labels, true).raw("u.").result();
  }

  /** Returns the batch as Python 3 writes it with protocol 2: arrays as encoded text. */
  static byte[] python3Protocol2(byte[] data, int columns, int... labels) {
    PickleBytes p = new PickleBytes();
    byte[] encoded = new String(data, ISO_8859_1).getBytes(UTF_8);
    p.raw("\u0080\u0002}q\u0000(").unicode("data");
    p.raw("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u0000\u0085");
    p.raw("c_codecs\nencode\n").unicode("b").unicode("latin1").raw("\u0086R\u0087R(K\u0001");
    p.number(data.length / columns).number(columns).raw("\u0086cnumpy\ndtype\n").unicode("u1");
    p.raw("\u0089\u0088\u0087R(K\u0003").unicode("|").raw("NNN").minusOne().minusOne();
    p.raw("K\u0000tb\u0089c_codecs\nencode\nX").length(encoded.length).bytes(encoded);
    p.unicode("latin1").raw("\u0086Rtb");
    return p.labels(labels, false).raw("u.").result();
  }

  /** Returns the batch as NumPy 2 writes it with protocol 4. */
  static byte[] protocol4(byte[] data, int columns, int... labels) {
    PickleBytes p = new PickleBytes();
    p.raw("\u0080\u0004\u0095").bytes(new byte[8]).raw("}\u0094(").shortText("data").raw("\u0094");
    p.shortText("numpy._core.multiarray").shortText("_reconstruct").raw("\u0093\u0094");
    p.shortText("numpy").shortText("ndarray").raw("\u0093K\u0000\u0085C\u0001b\u0087R(K\u0001");
    p.number(data.length / columns).number(columns).raw("\u0086");
    p.shortText("numpy")
        .shortText("dtype")
        .raw("\u0093")
        .shortText("u1")
        .raw("\u0089\u0088\u0087R(K\u0003");
    p.shortText("|").raw("NNN").minusOne().minusOne().raw("K\u0000tb\u0089B");
    p.length(data.length).bytes(data).raw("tb").shortText("labels").raw("](");
    for (int label : labels) {
      p.number(label);
    }
    return p.raw("eu.").result();
  }

  PickleBytes raw(String latin1) {
    return bytes(latin1.getBytes(ISO_8859_1));
  }

  PickleBytes bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleBytes text(String text) {
    return raw("U" + (char) text.length() + text);
  }

  PickleBytes unicode(String text) {
    return raw("X").length(text.length()).raw(text);
  }

  PickleBytes shortText(String text) {
    return raw("\u008c" + (char) text.length() + text);
  }

  PickleBytes number(int value) {
    return raw("J").length(value);
  }

  PickleBytes minusOne() {
    return number(-1);
  }

  PickleBytes length(int value) {
    return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  byte[] result() {
    return out.toByteArray();
  }

  private PickleBytes typeState() {
    return raw("(K\u0003").text("|").raw("NNN").minusOne().minusOne().raw("K\u0000tb");
  }

  private PickleBytes labels(int[] labels, boolean byteString) {
    (byteString ? text("labels") : unicode("labels")).raw("](");
    for (int label : labels) {
      number(label);
    }
    return raw("e");
  }
}
