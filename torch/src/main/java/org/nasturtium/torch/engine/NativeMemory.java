package org.nasturtium.torch.engine;

import org.bytedeco.javacpp.Pointer;

/** What the process holds outside the Java heap; the leak guard of tests and benchmarks. */
public final class NativeMemory {
  private NativeMemory() {}

  /**
   * Returns the number of native objects that Java holds. Equal before and after a step means that
   * the step leaks nothing.
   */
  public static long pointers() {
    return Pointer.totalCount();
  }

  /** Returns the resident memory of the process in bytes, as the operating system counts it. */
  public static long residentBytes() {
    return Pointer.physicalBytes();
  }
}
