package org.nasturtium.core.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of downloaded data sets and benchmark tables, which are not part of the repository.
 *
 * <p>It is the one that the environment variable {@code NASTURTIUM_DATA} or the system property
 * {@code nasturtium.data} names, otherwise {@code ../shared/data} beside the repository.
 */
public final class DataFolder {
  private DataFolder() {}

  /**
   * Returns a file of the folder; a test whose file is absent is skipped with a message.
   *
   * @param name the name of the file
   */
  public static Path require(String name) {
    Path file = folder().resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "skipped: there is no " + name + " in " + folder());
    return file;
  }

  private static Path folder() {
    String variable = System.getenv("NASTURTIUM_DATA");
    String named = variable == null ? System.getProperty("nasturtium.data", "") : variable;
    return named.isEmpty() ? repository().resolve("../shared/data").normalize() : Path.of(named);
  }

  private static Path repository() {
    Path start = Path.of("").toAbsolutePath();
    @Nullable Path at = start;
    while (at != null && !Files.exists(at.resolve(".mvn"))) {
      at = at.getParent();
    }
    return at == null ? start : at;
  }
}
