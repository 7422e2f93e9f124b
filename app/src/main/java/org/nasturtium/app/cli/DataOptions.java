package org.nasturtium.app.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.DataSets;
import org.nasturtium.torch.data.ImageData;
import picocli.CommandLine.Option;

/** The options that name images. */
final class DataOptions {
  @Option(
      names = "--dataset",
      defaultValue = "shapes",
      paramLabel = "NAME",
      description =
          "The data set: shapes (generated), cifar10, mnist, image-folder, ...; 'data list' names all. Default: ${DEFAULT-VALUE}.")
  private String dataset = "shapes";

  @Option(names = "--data", paramLabel = "DIR", description = "The folder of the data set's files.")
  private @Nullable Path data;

  @Option(
      names = "--side",
      paramLabel = "N",
      description =
          "Resize images to N by N pixels. Default: the set's own size, 32 for image-folder.")
  private @Nullable Integer side;

  @Option(
      names = "--test-limit",
      paramLabel = "N",
      description = "Use at most N test images, class by class.")
  private @Nullable Integer testLimit;

  String dataset() {
    return dataset;
  }

  String folder() {
    return data == null ? "" : data.toString();
  }

  /** Returns the side, 0 for the set's own. */
  int side() {
    return SearchCommand.limit("--side", side).intValue();
  }

  /** Returns the most test images, 0 for all. */
  int testLimit() {
    return SearchCommand.limit("--test-limit", testLimit).intValue();
  }

  ImageData load(Seed seed) {
    DataSets.Request request =
        new DataSets.Request(given(side()), OptionalInt.empty(), given(testLimit()), seed);
    return DataSets.load(dataset, data, request);
  }

  private static OptionalInt given(int value) {
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
