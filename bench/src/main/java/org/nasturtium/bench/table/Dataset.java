package org.nasturtium.bench.table;

/**
 * A data set is what users search on and report, and the stored records that stand for it.
 *
 * <p>{@code cifar10} is searched on the record {@code cifar10-valid} and reported on the official
 * test set of the record {@code cifar10}. {@code cifar100} and {@code ImageNet16-120} have one
 * record each, whose official test images are halved into {@code x-valid} and {@code x-test}.
 *
 * @param name the name users type
 * @param searched the record that a search reads
 * @param validation the split that a search reads
 * @param reported the record whose test accuracy is reported
 * @param test the split of that record
 */
public record Dataset(
    String name, RecordName searched, Split validation, RecordName reported, Split test) {
  /** CIFAR-10. */
  public static final Dataset CIFAR10 =
      new Dataset(
          "cifar10", RecordName.CIFAR10_VALID, Split.X_VALID, RecordName.CIFAR10, Split.ORI_TEST);

  /** CIFAR-100. */
  public static final Dataset CIFAR100 = halved(RecordName.CIFAR100);

  /** ImageNet16-120. */
  public static final Dataset IMAGENET16_120 = halved(RecordName.IMAGENET16_120);

  private static Dataset halved(RecordName record) {
    return new Dataset(record.text(), record, Split.X_VALID, record, Split.X_TEST);
  }

  /**
   * Returns this data set with its test accuracies in the place of validation accuracies, for
   * tables that hold no others. What a search finds by them is no estimate of what a search would
   * find.
   */
  public Dataset guidedByTest() {
    return new Dataset(name, reported, test, reported, test);
  }

  /** Returns whether a search reads the very accuracies that are reported. */
  public boolean isGuidedByTest() {
    return searched.equals(reported) && validation.equals(test);
  }

  /**
   * Returns the data set of a record that has validation and test images of its own.
   *
   * @param record the record
   * @param test the split that is reported
   */
  public static Dataset of(RecordName record, Split test) {
    return new Dataset(record.text(), record, Split.X_VALID, record, test);
  }
}
