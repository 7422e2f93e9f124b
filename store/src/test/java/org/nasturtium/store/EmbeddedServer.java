package org.nasturtium.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** The server that the build downloads from Maven Central. */
record EmbeddedServer(EmbeddedPostgres server) implements PostgresServer.Running {
  static PostgresServer.Running start() throws IOException {
    return new EmbeddedServer(EmbeddedPostgres.builder().start());
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
