package org.nasturtium.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server of Debian's package, in a folder of its own. It refuses to run as root, so root starts
 * it as the package's user {@code postgres}.
 */
record InstalledServer(Path binaries, Path data, int port) implements PostgresServer.Running {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  static PostgresServer.Running start() throws IOException {
    InstalledServer server = new InstalledServer(newest(), ownFolder(), freePort());
    server.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8");
    server.run(
        "pg_ctl",
        "-w",
        "-l",
        server.data.resolve("log").toString(),
        "-o",
        server.options(),
        "start");
    return server;
  }

  private String options() {
    return "-p %d -k %s -h localhost".formatted(port, data);
  }

  private static Path newest() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      throw new IOException("no folder " + VERSIONS);
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(each -> each.resolve("bin"))
          .filter(each -> Files.exists(each.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("no server in " + VERSIONS));
    }
  }

  private static Path ownFolder() throws IOException {
    Path folder = Files.createTempDirectory("nasturtium-postgres");
    if (isRoot()) {
      execute(List.of("chown", "postgres", folder.toString()));
    }
    return folder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void run(String program, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.addAll(List.of(binaries.resolve(program).toString(), "-D", data.toString()));
    command.addAll(List.of(options));
    execute(command);
  }

  private static void execute(List<String> command) throws IOException {
    Path output = Files.createTempFile("postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(new java.io.File("/"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + Files.readString(output).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "-w", "-m", "fast", "stop");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
