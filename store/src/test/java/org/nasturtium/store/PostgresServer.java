package org.nasturtium.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL server for the tests of one JVM: the embedded one from Maven Central, or, where
 * that cannot start (root in a container without user namespaces), the one of a Debian package.
 */
final class PostgresServer implements AutoCloseable {
  /** Set by continuous integration: a missing server then fails the tests instead of skipping. */
  private static final String REQUIRED = "nasturtium.require.postgres";

  private final Running running;
  private final AtomicInteger databases = new AtomicInteger();

  /** A started server. */
  interface Running extends AutoCloseable {
    int port();

    @Override
    void close() throws IOException;
  }

  private interface Start {
    Running start() throws IOException;
  }

  private PostgresServer(Running running) {
    this.running = running;
  }

  private static PostgresServer start() {
    List<Exception> reasons = new ArrayList<>();
    for (Start way : List.<Start>of(EmbeddedServer::start, InstalledServer::start)) {
      try {
        return new PostgresServer(way.start());
      } catch (IOException | IllegalStateException e) {
        reasons.add(e);
      }
    }
    String message = "no PostgreSQL server could be started: " + reasons;
    if (Boolean.getBoolean(REQUIRED)) {
      throw new AssertionError(message);
    }
    return Assumptions.abort(message + "; install PostgreSQL to run these tests");
  }

  int port() {
    return running.port();
  }

  /** Makes an empty database and returns its JDBC URL. */
  String newDatabase() {
    String name = "store_" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url(port(), "postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make database " + name, e);
    }
    return url(port(), name);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(port, database);
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the server of this JVM to the constructors of tests. */
  static final class Extension implements ParameterResolver {
    private static final ExtensionContext.Namespace SPACE =
        ExtensionContext.Namespace.create(PostgresServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(SPACE)
          .getOrComputeIfAbsent(PostgresServer.class, key -> start(), PostgresServer.class);
    }
  }
}
