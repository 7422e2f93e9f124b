package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nasturtium.core.fault.InvalidInputException;

/** What a user may get wrong about a PostgreSQL database. */
@Tag("postgres")
@ExtendWith(PostgresServer.Extension.class)
final class PostgresAddressTest {
  private final PostgresServer server;

  PostgresAddressTest(PostgresServer server) {
    this.server = server;
  }

  private static void refused(String url, String part) {
    assertThatThrownBy(() -> TrialStores.open(url))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aDatabaseThatDoesNotExistIsRefused() {
    refused(PostgresServer.url(server.port(), "nowhere"), "database \"nowhere\" does not exist");
  }

  @Test
  void aUserWhoDoesNotExistIsRefused() {
    String url = "jdbc:postgresql://localhost:%d/postgres?user=nobody".formatted(server.port());
    refused(url, "role \"nobody\" does not exist");
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws SQLException {
    String url = server.newDatabase();
    execute(url, "create table recipe (name text)");
    refused(url, "expected a store or an empty database, found other tables");
  }

  @Test
  void aStoreOfANewerSchemaIsRefused() throws SQLException {
    String url = server.newDatabase();
    TrialStores.open(url).close();
    execute(
        url,
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " values (99, '7', 'from the future', 'SQL', 'V7__future.sql', 1, 'me', 1, true)");
    refused(url, "schema version 1 or older, found version 7");
  }
}
