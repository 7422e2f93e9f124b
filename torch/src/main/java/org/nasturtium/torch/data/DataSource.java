package org.nasturtium.torch.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A way to get image data of one name; one file per kind of source, one line in {@link DataSets}
 * per name.
 */
interface DataSource {
  /**
   * Loads the data.
   *
   * @param folder where the files are; a source without files ignores it
   * @throws InvalidInputException if the files are missing or damaged
   */
  ImageData load(@Nullable Path folder, DataSets.Request request);
}
