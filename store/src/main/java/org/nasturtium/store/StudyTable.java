package org.nasturtium.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.nasturtium.core.trial.StudySpec;

/** The table of studies. */
final class StudyTable {
  private static final String COLUMNS =
      "select id, name, space, strategy, seed, open_trials, settings from study";
  private static final String INSERT =
      """
      insert into study (name, space, strategy, seed, open_trials, settings, created_millis)
      values (:name, :space, :strategy, :seed, :open_trials, :settings, %s)
      on conflict (name) do nothing
      """;

  private final Database database;
  private final String insert;

  /**
   * A study as it is stored.
   *
   * @param id its key
   * @param spec what decides it
   */
  record Study(long id, StudySpec spec) {}

  StudyTable(Database database) {
    this.database = database;
    this.insert = INSERT.formatted(database.now());
  }

  /** Returns the study of a specification's name, made with this specification if it is new. */
  Study open(StudySpec spec) {
    return find(spec.name())
        .orElseGet(
            () ->
                database.commit(
                    "begin study '" + spec.name() + "'",
                    handle -> {
                      insert(handle, spec);
                      return select(handle, spec.name()).orElseThrow();
                    }));
  }

  private void insert(Handle handle, StudySpec spec) {
    handle
        .createUpdate(insert)
        .bind("name", spec.name())
        .bind("space", spec.space())
        .bind("strategy", spec.strategy())
        .bind("seed", spec.seed())
        .bind("open_trials", spec.window())
        .bind("settings", SettingsJson.write(spec.settings()))
        .execute();
  }

  Optional<Study> find(String name) {
    return database.read("read study '" + name + "'", handle -> select(handle, name));
  }

  private static Optional<Study> select(Handle handle, String name) {
    return handle
        .createQuery(COLUMNS + " where name = :name")
        .bind("name", name)
        .map(StudyTable::study)
        .findOne();
  }

  /** Returns all studies by name, in the same order on every database. */
  List<Study> all() {
    return database.read(
        "list the studies",
        handle ->
            handle.createQuery(COLUMNS).map(StudyTable::study).stream()
                .sorted(Comparator.comparing((Study study) -> study.spec().name()))
                .toList());
  }

  private static Study study(ResultSet row, StatementContext context) throws SQLException {
    StudySpec spec =
        new StudySpec(
            row.getString("name"),
            row.getString("space"),
            row.getString("strategy"),
            row.getLong("seed"),
            row.getInt("open_trials"),
            SettingsJson.read(row.getString("settings")));
    return new Study(row.getLong("id"), spec);
  }
}
