package org.nasturtium.torch.train;

/**
 * A schedule is a number per epoch: a learning rate, a temperature.
 *
 * @see #cosine
 * @see #linear
 */
@FunctionalInterface
public interface Schedule {
  /**
   * Returns the value at a point of training.
   *
   * @param epoch the epoch, from 0
   * @param progress the share of the epoch that is done, in [0, 1)
   * @param epochs the number of epochs
   */
  double at(int epoch, double progress, int epochs);

  /** Returns the same number always. */
  static Schedule constant(double value) {
    return (epoch, progress, epochs) -> value;
  }

  /**
   * Returns half a cosine from one value to another, constant within an epoch: {@code to + (from -
   * to) (1 + cos(pi e / E)) / 2}.
   *
   * @param from the value in the first epoch
   * @param to the value it approaches after the last epoch
   */
  static Schedule cosine(double from, double to) {
    return (epoch, progress, epochs) ->
        to + (from - to) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
  }

  /**
   * Returns a line from the first to the last epoch, constant within an epoch: {@code from + (to -
   * from) e / (E - 1)}.
   *
   * @param from the value in the first epoch
   * @param to the value in the last epoch
   */
  static Schedule linear(double from, double to) {
    return (epoch, progress, epochs) ->
        epochs == 1 ? from : from + (to - from) * epoch / (epochs - 1);
  }

  /**
   * Returns a line from one value that approaches another after the last epoch, constant within an
   * epoch: {@code from + (to - from) e / E}.
   *
   * @param from the value in the first epoch
   * @param to the value it approaches
   */
  static Schedule descent(double from, double to) {
    return (epoch, progress, epochs) -> from + (to - from) * epoch / epochs;
  }

  /**
   * Returns {@code from * factor^e}, constant within an epoch.
   *
   * @param from the value in the first epoch
   * @param factor the factor from one epoch to the next
   */
  static Schedule exponential(double from, double factor) {
    return (epoch, progress, epochs) -> from * Math.pow(factor, epoch);
  }

  /**
   * Returns the warm-up cosine of the GDAS code (reference section 12): after the rise, half a
   * cosine over all but {@code warmupEpochs} of the epochs, cut short so that as many epochs at the
   * end have the value 0.
   *
   * @param warmupEpochs the epochs of the rise, and of zeros at the end
   * @param base the value at the end of the rise
   */
  static Schedule warmupCosineAsCoded(int warmupEpochs, double base) {
    return (epoch, progress, epochs) -> {
      int own = Math.max(1, epochs - warmupEpochs);
      if (epoch < warmupEpochs) {
        return base * (epoch + progress) / warmupEpochs;
      }
      return epoch >= own ? 0 : base * (1 + Math.cos(Math.PI * (epoch - warmupEpochs) / own)) / 2;
    };
  }

  /**
   * Returns a rise from 0 over some epochs, batch by batch, followed by a schedule over the
   * remaining ones.
   *
   * @param warmupEpochs the epochs of the rise, 0 for none
   * @param base the value at the end of the rise
   * @param then what follows
   */
  static Schedule warmup(int warmupEpochs, double base, Schedule then) {
    return (epoch, progress, epochs) ->
        epoch < warmupEpochs
            ? base * (epoch + progress) / warmupEpochs
            : then.at(epoch - warmupEpochs, progress, Math.max(1, epochs - warmupEpochs));
  }
}
