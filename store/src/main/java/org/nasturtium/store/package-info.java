/**
 * The store: studies and their trials in a relational database, one SQLite file or a PostgreSQL
 * server.
 *
 * <pre>
 * TrialStores.open(url) -> SqlTrialStore -> SqlStudyLog -> StudyTable, TrialTable (SQL) -> Database (pools, retries) -> Dialect
 *                                               finish() -> TrialWriter (one thread, one transaction for many trials)
 * </pre>
 *
 * <p>SQL, {@code java.sql} and the differences between databases do not leave this package. Read
 * {@link org.nasturtium.store.TrialStores} first, then the migration that makes the tables.
 */
@NullMarked
package org.nasturtium.store;

import org.jspecify.annotations.NullMarked;
