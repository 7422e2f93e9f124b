package org.nasturtium.export.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The ONNX Runtime of this process.
 *
 * <p>Its native library, version 1.29.0, recurses over the command line of the process while it is
 * loaded: one of five kilobytes, as a long class path makes it, overflows the usual stack of one
 * megabyte and kills the virtual machine. So it is loaded on a thread of its own with a large one.
 */
public final class OnnxRuntime {
  /** Reserved, not used: pages that are not touched cost nothing. */
  private static final long STACK_BYTES = 256L << 20;

  private OnnxRuntime() {}

  /** Loads the library when first used. */
  private static final class Loaded {
    static final OrtEnvironment ENVIRONMENT = load();

    private static OrtEnvironment load() {
      FutureTask<OrtEnvironment> loading = new FutureTask<>(OrtEnvironment::getEnvironment);
      new Thread(null, loading, "onnx-runtime-loader", STACK_BYTES).start();
      try {
        return loading.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("ONNX Runtime cannot be loaded", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while ONNX Runtime was loaded", e);
      }
    }
  }

  static OrtEnvironment environment() {
    return Loaded.ENVIRONMENT;
  }

  /** Returns the version of ONNX Runtime, such as {@code 1.29.0}. */
  public static String version() {
    return environment().getVersion();
  }
}
