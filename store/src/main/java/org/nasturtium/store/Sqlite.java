package org.nasturtium.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite: one file, several processes of one machine.
 *
 * <p>The file has a write-ahead log, so that readers and the one writer do not wait for each other;
 * with {@code synchronous = full} a commit returns when the log is on disk. Transactions take the
 * write lock when they begin: taking it later, after a read, could only fail.
 */
final class Sqlite implements Dialect {
  static final String PREFIX = "jdbc:sqlite:";
  static final String FORM = "jdbc:sqlite:FILE";

  private static final int BUSY_MILLIS = 5_000;
  private static final int PRIMARY_CODE = 0xff;

  private final String url;
  private final Path file;
  private final AtomicReference<@Nullable Object> identity = new AtomicReference<>();

  private Sqlite(String url, Path file) {
    this.url = url;
    this.file = file;
  }

  static Sqlite at(String url) {
    String name = url.substring(PREFIX.length()).replaceFirst("\\?.*", "");
    if (name.isBlank() || name.startsWith(":") || name.startsWith("file:")) {
      throw new InvalidInputException(
          "trial store: expected %s with the path of a file, found %s".formatted(FORM, url));
    }
    Path file;
    try {
      file = Path.of(name).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "trial store: expected %s with the path of a file, found %s".formatted(FORM, url), e);
    }
    return checked(new Sqlite(url, file));
  }

  private static Sqlite checked(Sqlite dialect) {
    Path file = dialect.file;
    Path folder = file.getParent();
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(
          file + ": expected a SQLite file, or a new name for one; found a folder");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(file + ": expected an existing folder to make the file in");
    }
    return dialect;
  }

  @Override
  public String address() {
    return file.toString();
  }

  @Override
  public DataSource connections(Durability durability) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setSynchronous(
        durability == Durability.ON_DISK
            ? SQLiteConfig.SynchronousMode.FULL
            : SQLiteConfig.SynchronousMode.NORMAL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  @Override
  public String identity() {
    return "integer primary key";
  }

  @Override
  public String now() {
    return "cast(unixepoch('subsec') * 1000 as bigint)";
  }

  @Override
  public int writers() {
    return 1;
  }

  @Override
  public String preparation() {
    return "pragma journal_mode = wal";
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is deleted or replaced stays writable for those who have it open, and what they
   * write is gone when they end.
   */
  @Override
  public void check() throws SQLException {
    try {
      Object found = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      Object first = identity.compareAndExchange(null, found);
      if (first != null && !first.equals(found)) {
        throw new SQLTransientConnectionException("the file was replaced by another");
      }
    } catch (IOException e) {
      throw new SQLTransientConnectionException("the file is not there any more", e);
    }
  }

  @Override
  public Fault fault(SQLException thrown) {
    String text = String.valueOf(thrown.getMessage());
    if (thrown instanceof SQLTransientConnectionException) {
      return Fault.passing(text);
    }
    int code = thrown.getErrorCode() & PRIMARY_CODE;
    return switch (SQLiteErrorCode.getErrorCode(code)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          Fault.passing("another program keeps the file locked; expected it to end or let go");
      case SQLITE_FULL -> Fault.passing("the disk is full; expected room for the file to grow");
      case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PROTOCOL, SQLITE_NOLFS -> Fault.passing(text);
      case SQLITE_NOTADB, SQLITE_CORRUPT ->
          Fault.input("expected a SQLite database, found something else or a damaged one");
      case SQLITE_READONLY, SQLITE_PERM ->
          Fault.input("expected a file and a folder that can be written");
      default -> Fault.permanent(text);
    };
  }
}
