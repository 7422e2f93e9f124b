package org.nasturtium.torch.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.stream.Stream;
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

  /**
   * Returns the most resident memory that the process ever had, in bytes; empty where the operating
   * system does not tell, which Linux does.
   */
  public static OptionalLong peakResidentBytes() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Makes {@link #peakResidentBytes} begin anew, so that it tells of one run among several; what
   * earlier runs no longer need is collected and given back to the operating system first.
   *
   * @return whether the operating system does that, as Linux does; otherwise the peak stays
   */
  public static boolean resetPeak() {
    Path reset = Path.of("/proc/self/clear_refs");
    if (!Files.isWritable(reset)) {
      return false;
    }
    System.gc();
    Pointer.trimMemory();
    try {
      Files.writeString(reset, "5", StandardOpenOption.WRITE);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Returns the resident memory of the process in bytes, as the operating system counts it. */
  public static long residentBytes() {
    return Pointer.physicalBytes();
  }
}
