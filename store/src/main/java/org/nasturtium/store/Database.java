package org.nasturtium.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.nasturtium.store.Dialect.Durability;

/**
 * A database is the connections to one, and the patience to try again while it is gone.
 *
 * <p>Every statement can be repeated without harm: a commit whose answer was lost is simply made
 * again. So whatever may pass (no connection, a lock, a full disk) is tried again, ever more
 * slowly, until it works or the database is closed.
 */
final class Database implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final int CONNECTION_MILLIS = 6_000;

  private final Dialect dialect;
  private final HikariDataSource durableConnections;
  private final HikariDataSource quickConnections;
  private final Jdbi durable;
  private final Jdbi quick;
  private final Semaphore writers;
  private final Outage outage;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Statements for one purpose. */
  interface Work<T> {
    T on(Handle handle) throws SQLException;
  }

  private interface Attempt<T> {
    T make() throws SQLException, InterruptedException;
  }

  Database(Dialect dialect, Consumer<String> notices) {
    this.dialect = dialect;
    this.durableConnections = pool(dialect, Durability.ON_DISK, 1);
    this.quickConnections = pool(dialect, Durability.VISIBLE, 4);
    this.durable = Jdbi.create(durableConnections);
    this.quick = Jdbi.create(quickConnections);
    this.writers = new Semaphore(dialect.writers(), true);
    this.outage = new Outage(dialect.address(), notices);
  }

  private static HikariDataSource pool(Dialect dialect, Durability durability, int most) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dialect.connections(durability));
    config.setPoolName("trials " + durability);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECTION_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Returns the SQL expression of the time now. */
  String now() {
    return dialect.now();
  }

  /** Returns what messages call this database. */
  String address() {
    return dialect.address();
  }

  /**
   * Reads.
   *
   * @param purpose what for, in words that follow "could not"
   */
  <T> T read(String purpose, Work<T> work) {
    return persist(purpose, () -> quick.withHandle(work::on));
  }

  /** Writes what a power cut may undo, one statement at a time. */
  <T> T note(String purpose, Work<T> work) {
    return persist(purpose, () -> writing(() -> quick.withHandle(work::on)));
  }

  /** Writes in one transaction that is on disk when this returns. */
  <T> T commit(String purpose, Work<T> work) {
    return persist(purpose, () -> writing(() -> durable.inTransaction(work::on)));
  }

  private <T> T writing(Attempt<T> attempt) throws SQLException, InterruptedException {
    writers.acquire();
    try {
      dialect.check();
      return attempt.make();
    } finally {
      writers.release();
    }
  }

  private <T> T persist(String purpose, Attempt<T> attempt) {
    try {
      for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
        try {
          T result = attempt.make();
          outage.ends();
          return result;
        } catch (SQLException | JdbiException e) {
          Fault fault = fault(e);
          if (!fault.isPassing()) {
            throw failure(purpose, fault, e);
          }
          outage.lasts(fault.text());
          if (closing.await(pause, TimeUnit.MILLISECONDS)) {
            throw failure(purpose, fault, e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(purpose, Fault.passing("interrupted"), e);
    }
  }

  private Fault fault(Exception thrown) {
    @Nullable SQLException origin = Fault.origin(thrown);
    return origin == null
        ? Fault.permanent(String.valueOf(thrown.getMessage()))
        : dialect.fault(origin);
  }

  private StoreException failure(String purpose, Fault fault, Exception cause) {
    return new StoreException(
        "could not %s in %s: %s".formatted(purpose, dialect.address(), fault.text()),
        fault.isPassing(),
        cause);
  }

  /** Ends all waiting for a database that is gone: what fails from now on fails at once. */
  void stopWaiting() {
    closing.countDown();
  }

  @Override
  public void close() {
    stopWaiting();
    durableConnections.close();
    quickConnections.close();
  }
}
