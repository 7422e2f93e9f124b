package org.nasturtium.store;

import java.util.function.Consumer;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.TrialStore;

/**
 * Opens the trial store of a JDBC URL.
 *
 * <ul>
 *   <li>{@code jdbc:sqlite:FILE}: one file, made if it is missing. Several processes of one machine
 *       can share it.
 *   <li>{@code jdbc:postgresql://HOST[:PORT]/DATABASE[?user=NAME]}: a server, which processes on
 *       many machines can share. The tables are made in the first schema of the search path, which
 *       {@code currentSchema=NAME} chooses.
 * </ul>
 */
public final class TrialStores {
  private TrialStores() {}

  /**
   * Opens a store that tells the log of this class when the database is gone and back.
   *
   * @param url a JDBC URL as above
   * @throws InvalidInputException if the URL leads to no store; the message says what was expected
   * @throws StoreException if the database cannot be used now
   */
  public static TrialStore open(String url) {
    System.Logger log = System.getLogger(TrialStores.class.getName());
    return open(url, line -> log.log(System.Logger.Level.WARNING, line));
  }

  /**
   * Opens a store.
   *
   * <p>When the database is gone in the middle of a run, each call waits and tries again, ever more
   * slowly up to every ten seconds, until the database is back or the store is closed.
   *
   * @param url a JDBC URL as above
   * @param notices is told one line when the database is gone, and one when it is back; called from
   *     any thread
   * @throws InvalidInputException if the URL leads to no store; the message says what was expected
   * @throws StoreException if the database cannot be used now
   */
  public static TrialStore open(String url, Consumer<String> notices) {
    Dialect dialect = Dialect.of(url);
    Schema.prepare(dialect);
    return new SqlTrialStore(new Database(dialect, notices));
  }
}
