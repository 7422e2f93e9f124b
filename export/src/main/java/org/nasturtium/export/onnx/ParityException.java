package org.nasturtium.export.onnx;

/** An exported network computes something else than the network it came from. */
public final class ParityException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ParityException(String message) {
    super(message);
  }
}
