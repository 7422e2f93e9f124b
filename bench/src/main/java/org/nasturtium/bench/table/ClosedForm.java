package org.nasturtium.bench.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NatsSize;

/**
 * A closed form gives the parameters and MACs of NATS-Bench networks without building them, equal
 * to what the cost model counts on the raw network.
 */
abstract sealed class ClosedForm {
  private static final Map<RecordName, Images> IMAGES =
      Map.of(
          RecordName.CIFAR10_VALID, new Images(32, 10),
          RecordName.CIFAR10, new Images(32, 10),
          RecordName.CIFAR100, new Images(32, 100),
          RecordName.IMAGENET16_120, new Images(16, 120));

  private record Images(int side, int classes) {}

  /** Returns the number of parameters of an architecture. */
  abstract long parameters(Architecture architecture);

  /** Returns the multiply-accumulates of one image. */
  abstract long macs(Architecture architecture);

  /** Returns the closed form of a space on a record, if both are known. */
  static @Nullable ClosedForm of(SearchSpace space, RecordName record) {
    Images images = IMAGES.get(record);
    if (images == null) {
      return null;
    }
    return switch (space.name()) {
      case "nats-topology" -> new Topology(images);
      case "nats-size" -> new Size(images);
      default -> null;
    };
  }

  /** Five cells per stage at 16, 32 and 64 channels, of which only convolutions count. */
  private static final class Topology extends ClosedForm {
    private static final int CONV_1X1 = 2;
    private static final int CONV_3X3 = 3;
    private static final int CELLS = 5;
    private final Images images;

    Topology(Images images) {
      this.images = images;
    }

    @Override
    long parameters(Architecture cell) {
      long total = 27 * 16 + 2 * 16 + 2 * 64 + 65L * images.classes();
      total += reduction(16, 32) + reduction(32, 64);
      for (int channels = 16; channels <= 64; channels *= 2) {
        long square = (long) channels * channels;
        total += CELLS * count(cell, CONV_3X3) * (9 * square + 2L * channels);
        total += CELLS * count(cell, CONV_1X1) * (square + 2L * channels);
      }
      return total;
    }

    private static long reduction(long from, long to) {
      return 9 * from * to + 2 * to + 9 * to * to + 2 * to + from * to;
    }

    @Override
    long macs(Architecture cell) {
      long area = (long) images.side() * images.side();
      long perPixel = 9 * count(cell, CONV_3X3) + count(cell, CONV_1X1);
      long total = area * 27 * 16 + 65L * images.classes();
      for (int stage = 0; stage < 3; stage++) {
        long channels = 16L << stage;
        long pixels = area >> (2 * stage);
        total += CELLS * perPixel * channels * channels * pixels;
        if (stage > 0) {
          long from = channels / 2;
          total += pixels * (9 * from * channels + 9 * channels * channels + from * channels);
        }
      }
      return total;
    }

    private static long count(Architecture cell, int operation) {
      long count = 0;
      for (int i = 0; i < cell.size(); i++) {
        count += cell.pick(i) == operation ? 1 : 0;
      }
      return count;
    }
  }

  /** One fixed cell per stage with five 3x3 convolutions and one skip. */
  private static final class Size extends ClosedForm {
    private final Images images;

    Size(Images images) {
      this.images = images;
    }

    @Override
    long parameters(Architecture architecture) {
      long[] w = widths(architecture);
      long total = 29 * w[0] + 2 * w[4] + (w[4] + 1) * images.classes();
      total += cell(w[0], w[0]) + cell(w[1], w[2]) + cell(w[3], w[4]);
      total += reduction(w[0], w[1]) + reduction(w[2], w[3]);
      return total;
    }

    private static long cell(long p, long q) {
      long convert = p == q ? 0 : p * q + 2 * q;
      return 2 * (9 * p * q + 2 * q) + 3 * (9 * q * q + 2 * q) + convert;
    }

    private static long reduction(long p, long q) {
      return 9 * p * q + 2 * q + 9 * q * q + 2 * q + p * q;
    }

    @Override
    long macs(Architecture architecture) {
      long[] w = widths(architecture);
      long area = (long) images.side() * images.side();
      return area * (27 * w[0] + cellMacs(w[0], w[0]))
          + area / 4 * (reductionMacs(w[0], w[1]) + cellMacs(w[1], w[2]))
          + area / 16 * (reductionMacs(w[2], w[3]) + cellMacs(w[3], w[4]))
          + (w[4] + 1) * images.classes();
    }

    private static long cellMacs(long p, long q) {
      return 18 * p * q + 27 * q * q + (p == q ? 0 : p * q);
    }

    private static long reductionMacs(long p, long q) {
      return 9 * p * q + 9 * q * q + p * q;
    }

    private static long[] widths(Architecture architecture) {
      long[] widths = new long[architecture.size()];
      for (int i = 0; i < widths.length; i++) {
        widths[i] = NatsSize.WIDTHS.get(architecture.pick(i));
      }
      return widths;
    }
  }
}
