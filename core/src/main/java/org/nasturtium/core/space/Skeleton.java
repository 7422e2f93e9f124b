package org.nasturtium.core.space;

import org.nasturtium.core.network.Shape;

/**
 * A skeleton is the macro settings that a space's network is built with.
 *
 * @param input the shape of one image [C, H, W]
 * @param classes the number of classes
 * @param channels the channels of the first stage
 * @param cells the cells per stage (N of the papers; DARTS-like networks have 3 N + 2 cells, two of
 *     them reductions)
 * @param stem how the images enter
 * @param phase whether the network is searched or stands alone
 * @param auxiliaryHead whether training gets an auxiliary classifier where the space defines one
 */
public record Skeleton(
    Shape input,
    int classes,
    int channels,
    int cells,
    Stem stem,
    Phase phase,
    boolean auxiliaryHead) {
  /** How the images enter the network. */
  public enum Stem {
    /** One 3x3 convolution at full resolution. */
    CIFAR,
    /** Three strided 3x3 convolutions: an eighth of the resolution. */
    IMAGENET
  }

  /** What the network is for; its normalization and regularization depend on it. */
  public enum Phase {
    /** A supernet: searchable cells normalize by the batch and learn no scale. */
    SEARCH,
    /** A network of its own: running statistics, learned scale and offset, drop path. */
    STANDALONE
  }

  /** Checks the numbers. */
  public Skeleton {
    if (input.isVector()) {
      throw new IllegalArgumentException("a skeleton needs images [C, H, W], not " + input);
    }
    if (classes < 2 || channels < 1 || cells < 1) {
      throw new IllegalArgumentException(
          "expected at least 2 classes, 1 channel and 1 cell, found %d, %d and %d"
              .formatted(classes, channels, cells));
    }
  }

  /**
   * Returns the skeleton of a stand-alone network on small images, without auxiliary head.
   *
   * @param input the shape of one image
   * @param classes the number of classes
   * @param channels the channels of the first stage
   * @param cells the cells per stage
   */
  public static Skeleton standalone(Shape input, int classes, int channels, int cells) {
    return new Skeleton(input, classes, channels, cells, Stem.CIFAR, Phase.STANDALONE, false);
  }

  /** Returns this skeleton for a supernet, without auxiliary head. */
  public Skeleton searching() {
    return new Skeleton(input, classes, channels, cells, stem, Phase.SEARCH, false);
  }

  /** Returns this skeleton for a stand-alone network. */
  public Skeleton standalone() {
    return new Skeleton(input, classes, channels, cells, stem, Phase.STANDALONE, auxiliaryHead);
  }

  /** Returns this skeleton with another width. */
  public Skeleton withChannels(int count) {
    return new Skeleton(input, classes, count, cells, stem, phase, auxiliaryHead);
  }

  /** Returns this skeleton with another depth. */
  public Skeleton withCells(int count) {
    return new Skeleton(input, classes, channels, count, stem, phase, auxiliaryHead);
  }

  /** Returns this skeleton with another stem. */
  public Skeleton withStem(Stem entry) {
    return new Skeleton(input, classes, channels, cells, entry, phase, auxiliaryHead);
  }

  /** Returns this skeleton with an auxiliary head. */
  public Skeleton withAuxiliaryHead() {
    return new Skeleton(input, classes, channels, cells, stem, phase, true);
  }
}
