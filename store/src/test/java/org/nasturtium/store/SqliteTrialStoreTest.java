package org.nasturtium.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.contract.TrialStoreContract;
import org.nasturtium.core.trial.TrialStore;

final class SqliteTrialStoreTest extends TrialStoreContract {
  @TempDir Path folder;

  @Override
  protected TrialStore connect() {
    return TrialStores.open("jdbc:sqlite:" + folder.resolve("studies.sqlite"));
  }
}
