package org.nasturtium.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.trial.TrialStore;

/** What a user may point a store at by mistake. */
final class StoreAddressTest {
  @TempDir Path folder;

  private String url(String file) {
    return "jdbc:sqlite:" + folder.resolve(file);
  }

  private static void refused(String url, String... parts) {
    assertThatThrownBy(() -> TrialStores.open(url))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  private void execute(String file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(file));
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "studies.sqlite",
        "jdbc:mysql://localhost/studies",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:studies?mode=memory",
        "jdbc:postgresql://:abc/"
      })
  void addressesOfNoStoreAreRefusedWithWhatIsExpected(String url) {
    refused(url, "trial store: expected jdbc:");
  }

  @Test
  void passwordsAreNotRepeated() {
    refused("jdbc:mysql://me:secret@localhost/studies?password=secret", "jdbc:mysql://localhost");
    assertThatThrownBy(
            () -> TrialStores.open("jdbc:mysql://me:secret@localhost/studies?password=secret"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFolderIsRefused() {
    refused("jdbc:sqlite:" + folder, folder.toString(), "found a folder");
  }

  @Test
  void aFileInAFolderThatIsMissingIsRefused() {
    refused(url("none/studies.sqlite"), "none", "expected an existing folder");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndStaysAsItIs() throws IOException {
    Path file = folder.resolve("notes.txt");
    String text = "not a database, but longer than the hundred bytes of a header ".repeat(10);
    Files.writeString(file, text);
    refused(url("notes.txt"), "notes.txt", "expected a SQLite database");
    assertThat(file).hasContent(text);
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedAndStaysAsItIs() throws SQLException {
    execute("other.sqlite", "create table recipe (name text)");
    refused(url("other.sqlite"), "other.sqlite", "expected a store or an empty database");
    execute("other.sqlite", "insert into recipe values ('soup')");
    refused(url("other.sqlite"), "other.sqlite", "found other tables");
  }

  @Test
  void aStoreOfANewerSchemaIsRefusedAndBothVersionsAreNamed() throws SQLException {
    TrialStores.open(url("new.sqlite")).close();
    execute(
        "new.sqlite",
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " values (99, '7', 'from the future', 'SQL', 'V7__future.sql', 1, 'me', 1, 1)");
    refused(url("new.sqlite"), "new.sqlite", "schema version 1 or older, found version 7");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefused() throws IOException {
    Path file = folder.resolve("old.sqlite");
    TrialStores.open(url("old.sqlite")).close();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        file.toFile().setReadOnly() && !Files.isWritable(file), "this user can write all files");
    refused(url("old.sqlite"), "old.sqlite", "can be written");
  }

  @Test
  void aLockedFileIsReportedAfterAWait() throws SQLException {
    TrialStores.open(url("locked.sqlite")).close();
    try (Connection other = DriverManager.getConnection(url("locked.sqlite"));
        Statement statement = other.createStatement()) {
      statement.execute("pragma locking_mode = exclusive");
      statement.execute("begin exclusive");
      assertThatThrownBy(() -> TrialStores.open(url("locked.sqlite")))
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll("locked.sqlite", "another program keeps the file locked");
    }
    try (TrialStore store = TrialStores.open(url("locked.sqlite"))) {
      assertThat(store.studies()).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotThereIsReportedAtOnce() {
    assertThatThrownBy(
            () -> TrialStores.open("jdbc:postgresql://localhost:1/studies?user=a&password=secret"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("jdbc:postgresql://localhost:1/studies")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("\n");
  }
}
