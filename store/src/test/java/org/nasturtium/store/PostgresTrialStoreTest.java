package org.nasturtium.store;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nasturtium.core.contract.TrialStoreContract;
import org.nasturtium.core.trial.TrialStore;

@Tag("postgres")
@ExtendWith(PostgresServer.Extension.class)
final class PostgresTrialStoreTest extends TrialStoreContract {
  private final String url;

  PostgresTrialStoreTest(PostgresServer server) {
    this.url = server.newDatabase();
  }

  @Override
  protected TrialStore connect() {
    return TrialStores.open(url);
  }
}
