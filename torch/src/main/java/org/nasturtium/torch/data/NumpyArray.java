package org.nasturtium.torch.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A NumPy array as far as a pickle describes it: nothing is interpreted before somebody asks for
 * bytes.
 */
final class NumpyArray {
  private Object[] state = {};

  /**
   * Takes the state (version, shape, type, Fortran order, raw bytes) of {@code
   * ndarray.__setstate__}.
   */
  void restore(Object[] restored) {
    state = restored;
  }

  /**
   * Returns whether this is a matrix of unsigned bytes in row order with the given number of
   * columns.
   */
  boolean isByteMatrix(int columns) {
    return state.length == 5
        && state[1] instanceof Object[] shape
        && shape.length == 2
        && shape[0] instanceof Integer
        && Integer.valueOf(columns).equals(shape[1])
        && state[2] instanceof NumpyType type
        && type.code().equals("u1")
        && Boolean.FALSE.equals(state[3])
        && length() == (long) rows() * columns;
  }

  /** Returns the first dimension of a matrix. */
  int rows() {
    return (Integer) ((Object[]) state[1])[0];
  }

  /** Copies raw bytes; Python 2 pickles hold them as text of one byte per character. */
  void copy(int from, byte[] target, int offset, int length) {
    if (state[4] instanceof byte[] bytes) {
      System.arraycopy(bytes, from, target, offset, length);
    } else {
      String text = (String) state[4];
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) text.charAt(from + i);
      }
    }
  }

  /** Returns a short description of what was found, for a message. */
  String describe() {
    if (state.length != 5 || !(state[1] instanceof Object[] shape)) {
      return "an array without a shape";
    }
    String sizes =
        Arrays.stream(shape)
            .limit(4)
            .map(size -> size instanceof Integer ? size.toString() : "?")
            .collect(Collectors.joining(", "));
    return "an array [%s] of %d bytes".formatted(sizes, length());
  }

  private long length() {
    if (state[4] instanceof byte[] bytes) {
      return bytes.length;
    }
    return state[4] instanceof String text ? text.length() : -1;
  }

  /**
   * A NumPy element type.
   *
   * @param code such as {@code u1} for unsigned bytes
   */
  record NumpyType(String code) {}
}
