package org.nasturtium.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.nasturtium.core.fault.InvalidInputException;

/** A dialect is all that one database product does in its own way, at one address. */
sealed interface Dialect permits Sqlite, Postgres {
  /** What must have happened when a commit returns. */
  enum Durability {
    /** The change is on disk. */
    ON_DISK,
    /** The change is visible; a power cut may undo it. Good enough for claims and heartbeats. */
    VISIBLE
  }

  /**
   * Returns the dialect of a JDBC URL.
   *
   * @throws InvalidInputException if no store can be at such a URL
   */
  static Dialect of(String url) {
    if (url.startsWith(Sqlite.PREFIX)) {
      return Sqlite.at(url);
    }
    if (url.startsWith(Postgres.PREFIX)) {
      return Postgres.at(url);
    }
    throw new InvalidInputException(
        "trial store: expected %s or %s, found %s"
            .formatted(Sqlite.FORM, Postgres.FORM, Postgres.withoutSecrets(url)));
  }

  /** Returns what messages call the database; without passwords. */
  String address();

  /** Returns new connections, without a pool. */
  DataSource connections(Durability durability);

  /** Returns the type of a key that the database counts up. */
  String identity();

  /** Returns the SQL expression of the time now, in UTC milliseconds since 1970. */
  String now();

  /** Returns how many connections of this process may write at once. */
  int writers();

  /** Returns statements that prepare a new database; each can be repeated. */
  String preparation();

  /**
   * Checks what the database itself does not notice.
   *
   * @throws SQLException if the database is not the one that was opened
   */
  void check() throws SQLException;

  /** Returns what an exception means. */
  Fault fault(SQLException thrown);
}
