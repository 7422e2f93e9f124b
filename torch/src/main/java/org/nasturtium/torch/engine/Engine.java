package org.nasturtium.torch.engine;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * An engine is how tensors are computed: on which device, in which precision and layout.
 *
 * <p>Immutable. libtorch counts its threads per calling thread: {@link #start} sets the count of
 * the thread that calls it, and what a thread finds that computes for the first time later on. So a
 * worker thread that must compute with a given count starts an engine of its own.
 */
public final class Engine {
  private final Options options;

  private Engine(Options options) {
    this.options = options;
  }

  /** Where the computation runs. */
  public enum Place {
    /** The processor. */
    CPU,
    /** The first NVIDIA GPU; needs the build profile {@code cuda}. */
    CUDA
  }

  /**
   * The settings of an engine.
   *
   * @param place the device
   * @param precision the number format of convolutions
   * @param layout the memory order of feature maps
   * @param threads threads within an operation, at least 1
   */
  public record Options(Place place, Precision precision, Layout layout, int threads) {
    /** Checks the threads. */
    public Options {
      if (threads < 1) {
        throw new InvalidInputException("expected at least 1 thread, found " + threads);
      }
    }

    /**
     * Returns the fastest settings of this machine: bf16 where it is native, channels-last, a
     * thread per processor.
     */
    public static Options best() {
      return new Options(
          Place.CPU,
          Precision.parse("auto"),
          Layout.CHANNELS_LAST,
          Runtime.getRuntime().availableProcessors());
    }

    /** Returns these settings in another precision. */
    public Options withPrecision(Precision other) {
      return new Options(place, other, layout, threads);
    }

    /** Returns these settings in another layout. */
    public Options withLayout(Layout other) {
      return new Options(place, precision, other, threads);
    }

    /** Returns these settings with another number of threads. */
    public Options withThreads(int count) {
      return new Options(place, precision, layout, count);
    }
  }

  /**
   * Starts an engine: loads libtorch and sets the number of threads that this thread's operations
   * use. Matrix products in single precision are OpenBLAS's, which has threads of its own and one
   * number for the whole process: the last engine's.
   *
   * @param options the settings
   * @throws InvalidInputException if a GPU is asked for and there is none
   */
  public static Engine start(Options options) {
    Loader.load(torch.class);
    if (options.place() == Place.CUDA && !torch.cuda_is_available()) {
      throw new InvalidInputException(
          "no CUDA device; expected --device cpu, or a build with -Pcuda on a machine with a GPU");
    }
    torch.set_num_threads(options.threads());
    try (StepScope scope = StepScope.open()) {
      openblas_nolapack.blas_set_num_threads(options.threads());
    }
    return new Engine(options);
  }

  /** Returns how many threads an operation that the calling thread starts uses. */
  public static int threads() {
    return torch.get_num_threads();
  }

  /** Returns the settings. */
  public Options options() {
    return options;
  }

  /**
   * Returns the version of the libtorch presets, such as {@code 2.10.0-1.5.13}.
   *
   * @throws TorchException if the presets on the class path do not say
   */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      throw new TorchException("cannot read the version of the presets", e);
    }
  }

  /** Returns whether feature maps are channels-last. */
  public boolean isChannelsLast() {
    return options.layout() == Layout.CHANNELS_LAST;
  }

  /** Returns the type of activations. */
  public ScalarType activationType() {
    return switch (options.precision()) {
      case FP32 -> ScalarType.Float;
      case BF16 -> ScalarType.BFloat16;
      case FP64 -> ScalarType.Double;
    };
  }

  /** Returns the type of weights, statistics and losses. */
  public ScalarType weightType() {
    return options.precision() == Precision.FP64 ? ScalarType.Double : ScalarType.Float;
  }

  /** Returns the memory format of four-dimensional tensors. */
  public MemoryFormat memoryFormat() {
    return isChannelsLast() ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
  }

  /**
   * Returns a tensor on this engine's device, itself if it is there.
   *
   * @param tensor a tensor on the host
   */
  public Tensor onDevice(Tensor tensor) {
    if (options.place() == Place.CPU) {
      return tensor;
    }
    try (Device device = new Device(DeviceType.CUDA)) {
      return tensor.to(device, tensor.scalar_type());
    }
  }
}
