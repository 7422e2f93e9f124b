package org.nasturtium.core.space.library;

import org.nasturtium.core.network.Shape;

/** The data sets of NATS-Bench, as its costs are counted. */
enum NatsDataSet {
  CIFAR10("cifar10", "c10", 10, 32),
  CIFAR100("cifar100", "c100", 100, 32),
  IMAGENET16("imagenet16_120", "in16", 120, 16);

  private final String column;
  private final String shortName;
  private final int classes;
  private final int side;

  NatsDataSet(String column, String shortName, int classes, int side) {
    this.column = column;
    this.shortName = shortName;
    this.classes = classes;
    this.side = side;
  }

  String column() {
    return column;
  }

  String shortName() {
    return shortName;
  }

  int classes() {
    return classes;
  }

  Shape image() {
    return new Shape(3, side, side);
  }
}
