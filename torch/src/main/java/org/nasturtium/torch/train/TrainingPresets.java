package org.nasturtium.torch.train;

import java.util.List;
import java.util.stream.Collectors;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.train.TrainingOptions.Decay;
import org.nasturtium.torch.train.TrainingOptions.Kind;

/**
 * The table of training presets (reference section 7). Where a paper is silent, its code speaks,
 * and where there is none, the code of DARTS.
 *
 * <p>Two things differ on ImageNet: images vary by flips only, because random resized crops and
 * color jitter are not offered, and the auxiliary head keeps the last normalization that the DARTS
 * code omits by a slip.
 */
public final class TrainingPresets {
  private static final Shape SMALL = new Shape(3, 32, 32);
  private static final Shape LARGE = new Shape(3, 224, 224);
  private static final String DARTS = "code of DARTS (Liu et al., ICLR 2019)";
  private static final String GDAS = "thesis section 3.1.4; the rest from the code of GDAS";
  private static final String GDAS_CODE = "code of GDAS, with its warm-up cosine";
  private static final String NGE = "Li, Gong and Zhu, AAAI 2020, section 4; the rest as DARTS";
  private static final String NASGEM =
      "assumed: NASGEM (Cheng et al., 2021) leaves it open; the rest as NATS-Bench and DARTS train";
  private static final String AS_PRINTED =
      NGE + "; the rate 0.25 as printed, ten times what this recipe usually has";

  private static final List<TrainingPreset> ROWS =
      List.of(
          cifar("darts-cifar10", DARTS, 10, darts()),
          cifar("darts-cifar100", DARTS, 100, darts()),
          cifar("gdas-cifar10", GDAS, 10, gdas(600, 0, 3e-4, Decay.COSINE)),
          cifar("gdas-cifar100", GDAS, 100, gdas(600, 0, 3e-4, Decay.COSINE)),
          cifar("gdas-cifar10-as-coded", GDAS_CODE, 10, gdas(300, 5, 5e-4, Decay.COSINE_AS_CODED)),
          cifar("nge-cifar10", NGE, 10, nge(0.025, 3e-4)),
          cifar("nge-cifar100", NGE, 100, nge(0.025, 5e-4)),
          cifar("nge-cifar10-as-printed", AS_PRINTED, 10, nge(0.25, 3e-4)),
          imagenet(
              "darts-imagenet",
              DARTS,
              48,
              large(128, Kind.PLAIN_SGD, 0.1, 0, 5, Decay.EXPONENTIAL)),
          imagenet("gdas-imagenet", GDAS, 50, large(128, Kind.SGD, 0.1, 0, 0, Decay.EXPONENTIAL)),
          imagenet(
              "gdas-frc-imagenet", GDAS, 52, large(128, Kind.SGD, 0.1, 0, 0, Decay.EXPONENTIAL)),
          imagenet(
              "gdas-imagenet-as-coded",
              GDAS_CODE,
              50,
              large(256, Kind.SGD, 0.1, 5, 0, Decay.COSINE_AS_CODED)),
          imagenet("nge-imagenet", NGE, 48, large(512, Kind.PLAIN_SGD, 0.25, 5, 5, Decay.LINEAR)),
          new TrainingPreset(
              "nasgem-cifar10",
              NASGEM,
              SMALL,
              10,
              16,
              1,
              Skeleton.Stem.CIFAR,
              TrainingOptions.natsBench(200, 128),
              Augmentation.standard(SMALL.height()).withCutout(16)),
          new TrainingPreset(
              "nasgem-imagenet",
              NASGEM,
              LARGE,
              1000,
              32,
              1,
              Skeleton.Stem.IMAGENET,
              new TrainingOptions(
                  250, 128, Kind.SGD, 0.1, 5, 0.9, 3e-5, 0, 0.1, 0, 0, Decay.COSINE),
              new Augmentation(0, 0.5, 0)));

  private TrainingPresets() {}

  private static TrainingPreset cifar(
      String name, String source, int classes, TrainingOptions options) {
    return new TrainingPreset(
        name,
        source,
        SMALL,
        classes,
        36,
        6,
        Skeleton.Stem.CIFAR,
        options,
        Augmentation.standard(SMALL.height()).withCutout(16));
  }

  private static TrainingPreset imagenet(
      String name, String source, int channels, TrainingOptions options) {
    return new TrainingPreset(
        name,
        source,
        LARGE,
        1000,
        channels,
        4,
        Skeleton.Stem.IMAGENET,
        options,
        new Augmentation(0, 0.5, 0));
  }

  private static TrainingOptions darts() {
    return new TrainingOptions(
        600, 96, Kind.PLAIN_SGD, 0.025, 0, 0.9, 3e-4, 5, 0, 0.2, 0.4, Decay.COSINE);
  }

  private static TrainingOptions gdas(int epochs, int warmup, double weightDecay, Decay decay) {
    return new TrainingOptions(
        epochs, 96, Kind.SGD, 0.025, warmup, 0.9, weightDecay, 0, 0, 0.2, 0.4, decay);
  }

  private static TrainingOptions nge(double rate, double weightDecay) {
    return new TrainingOptions(
        600, 128, Kind.PLAIN_SGD, rate, 0, 0.9, weightDecay, 5, 0, 0.3, 0.4, Decay.COSINE);
  }

  private static TrainingOptions large(
      int batch, Kind kind, double rate, int warmup, double clip, Decay decay) {
    return new TrainingOptions(250, batch, kind, rate, warmup, 0.9, 3e-5, clip, 0.1, 0, 0.4, decay);
  }

  /** Returns all presets. */
  public static List<TrainingPreset> all() {
    return ROWS;
  }

  /**
   * Returns a preset.
   *
   * @param name its name
   * @throws InvalidInputException if there is none of that name; the message names the known ones
   */
  public static TrainingPreset byName(String name) {
    return ROWS.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown training preset '%s': expected one of %s"
                        .formatted(
                            name,
                            ROWS.stream()
                                .map(TrainingPreset::name)
                                .collect(Collectors.joining(", ")))));
  }
}
