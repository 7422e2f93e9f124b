package org.nasturtium.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.Stopwatch;

/**
 * The schema is the tables of a store, made and changed by numbered migrations that only go
 * forward.
 */
final class Schema {
  private static final String MIGRATIONS = "classpath:org/nasturtium/store/migration";
  private static final double PATIENCE_SECONDS = 6;
  private static final int PAUSE_MILLIS = 200;

  private Schema() {}

  /**
   * Brings a database to the schema that this program knows.
   *
   * @throws InvalidInputException if the database is no store, or that of a newer program
   * @throws StoreException if the database cannot be used now
   */
  static void prepare(Dialect dialect) {
    DataSource connections = dialect.connections(Dialect.Durability.ON_DISK);
    Stopwatch watch = Stopwatch.start();
    while (true) {
      try {
        connect(dialect, connections);
        migrate(dialect, connections);
        return;
      } catch (SQLException | FlywayException e) {
        // Processes that open a new file at once get in each other's way, and succeed a moment
        // later.
        if (watch.seconds() > PATIENCE_SECONDS || !mayPass(dialect, e)) {
          throw translated(dialect, e);
        }
        pause(dialect);
      }
    }
  }

  private static void connect(Dialect dialect, DataSource connections) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(dialect.preparation());
    }
    dialect.check();
  }

  private static void migrate(Dialect dialect, DataSource connections) {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(connections)
            .locations(MIGRATIONS)
            .placeholders(Map.of("identity", dialect.identity()))
            .loggers("slf4j")
            .load();
    refuseNewer(dialect, flyway.info().all());
    flyway.migrate();
  }

  private static void refuseNewer(Dialect dialect, MigrationInfo[] migrations) {
    String known =
        Arrays.stream(migrations)
            .filter(each -> each.getState().isResolved())
            .map(each -> each.getVersion().toString())
            .reduce("none", (before, each) -> each);
    Arrays.stream(migrations)
        .filter(each -> each.getState().isApplied() && !each.getState().isResolved())
        .reduce((before, each) -> each)
        .ifPresent(
            newer -> {
              throw new InvalidInputException(
                  "%s: expected a store of schema version %s or older, found version %s: use the program that made it, or a newer one"
                      .formatted(dialect.address(), known, newer.getVersion()));
            });
  }

  private static boolean mayPass(Dialect dialect, Exception thrown) {
    SQLException origin = Fault.origin(thrown);
    return thrown instanceof FlywayException
        ? !isForeign(thrown)
        : dialect instanceof Sqlite && origin != null && dialect.fault(origin).isPassing();
  }

  private static boolean isForeign(Exception thrown) {
    return thrown instanceof FlywayException flyway
        && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE;
  }

  private static RuntimeException translated(Dialect dialect, Exception thrown) {
    if (isForeign(thrown)) {
      return new InvalidInputException(
          dialect.address() + ": expected a store or an empty database, found other tables",
          thrown);
    }
    @Nullable SQLException origin = Fault.origin(thrown);
    Fault fault =
        origin == null
            ? Fault.permanent(String.valueOf(thrown.getMessage()))
            : dialect.fault(origin);
    if (fault.kind() == Fault.Kind.INPUT) {
      return new InvalidInputException(dialect.address() + ": " + fault.text(), thrown);
    }
    return new StoreException(
        "could not open the trial store %s: %s".formatted(dialect.address(), fault.text()),
        fault.isPassing(),
        thrown);
  }

  private static void pause(Dialect dialect) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while opening " + dialect.address(), true, e);
    }
  }
}
