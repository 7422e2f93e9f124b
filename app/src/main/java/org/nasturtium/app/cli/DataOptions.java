package org.nasturtium.app.cli;

import java.nio.file.Path;
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
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Resize images to N by N pixels. Default: the set's own size, 32 for image-folder.")
  private int side;

  String dataset() {
    return dataset;
  }

  String folder() {
    return data == null ? "" : data.toString();
  }

  int side() {
    return side;
  }

  ImageData load(Seed seed) {
    DataSets.Request request = DataSets.Request.of(seed);
    return DataSets.load(dataset, data, side == 0 ? request : request.withSide(side));
  }
}
