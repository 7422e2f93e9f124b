import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Kills searches and trainings at random moments, resumes them, and compares what they end with to
 * an undisturbed run: every number of the result, every tensor of every checkpoint, the network and
 * the ONNX file must be the same bytes. Wall times and measured latencies are left out.
 *
 * <pre>
 *   java benchmarks/KillAndResume.java [KILLS [SEED]]
 * </pre>
 *
 * Runs in the root of the checkout; exits with 1 if anything differs. Only processes that it
 * started itself are killed.
 */
final class KillAndResume {
  private static final List<String> SMALL =
      List.of(
          "--test-limit", "100", "--channels", "4",
          "--cells", "1", "--batch", "16", "--threads", "1");

  private static final List<String> SEARCH =
      List.of("search", "--side", "16", "--train-limit", "600", "--epochs", "8", "--retrain-epochs", "2", "--no-comparison");
  private static final List<String> SEARCH_DARTS =
      List.of(
          "search", "--side", "16", "--train-limit", "100", "--space", "darts-cnn", "--method", "darts-v1", "--epochs", "3",
          "--retrain-epochs", "1", "--no-comparison");
  private static final List<String> TRAIN =
      List.of("train", "--side", "16", "--train-limit", "600", "--index", "11472", "--epochs", "12");
  private static final List<String> TRAIN_DARTS =
      List.of(
          "train", "--train-limit", "100", "--space", "darts-cnn", "--index", "123456789", "--epochs", "3",
          "--auxiliary-head");

  private final Path folder;
  private final Random random;
  private int differences;
  private int runs;

  private KillAndResume(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    if (!Files.isExecutable(Path.of("nasturtium"))) {
      System.err.println("expected to run in the root of the checkout, where ./nasturtium is");
      System.exit(2);
    }
    System.out.println("seed " + seed);
    Path folder = Files.createTempDirectory("kill-and-resume");
    KillAndResume check = new KillAndResume(folder, seed);
    check.build();
    check.killed("search nats-topology gdas", SEARCH, kills - kills / 4);
    check.killed("search darts-cnn darts-v1", SEARCH_DARTS, kills / 4);
    check.killed("train nats-topology", TRAIN, kills - kills / 4);
    check.killed("train darts-cnn", TRAIN_DARTS, kills / 4);
    check.interrupted("interrupt search", SEARCH);
    check.interrupted("interrupt train", TRAIN);
    delete(folder);
    System.out.println(
        check.differences == 0 ? "all alike" : check.differences + " differences");
    System.exit(check.differences == 0 ? 0 : 1);
  }

  /** Lets the launcher build first, so that no run waits for it. */
  private void build() throws Exception {
    Session session = new Session(List.of("--version"), folder.resolve("build"));
    if (session.process.waitFor() != 0) {
      throw new IOException("the build failed: " + session.errors());
    }
  }

  private void killed(String name, List<String> command, int wanted) throws Exception {
    Undisturbed undisturbed = undisturbed(name, command);
    int kills = 0;
    while (kills < wanted) {
      Path out = next();
      List<String> moments = new ArrayList<>();
      while (true) {
        Session session = session(command, out);
        boolean last = kills == wanted;
        long moment = (long) (random.nextDouble() * undisturbed.millis);
        if (last || session.process.waitFor(moment, TimeUnit.MILLISECONDS)) {
          session.requireExit(0);
          break;
        }
        session.process.destroyForcibly().waitFor();
        kills++;
        moments.add(session.place());
      }
      report(name, moments.size() + " killed: " + String.join("; ", moments), undisturbed, out);
    }
  }

  private void interrupted(String name, List<String> command) throws Exception {
    Undisturbed undisturbed = undisturbed(name, command);
    Path out = next();
    Session session = session(command, out);
    while (!session.errors().contains("epoch 1/") && session.process.isAlive()) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-INT", String.valueOf(session.process.pid())).start().waitFor();
    session.requireExit(1);
    if (!session.errors().contains("continue with --resume")) {
      throw new IOException("an interrupted run did not say how to go on: " + session.errors());
    }
    String place = session.place();
    Session resumed = session(command, out);
    resumed.process.waitFor();
    resumed.requireExit(0);
    report(name, place, undisturbed, out);
  }

  private Undisturbed undisturbed(String name, List<String> command) throws Exception {
    Path out = next();
    long start = System.nanoTime();
    Session session = session(command, out);
    session.process.waitFor();
    long millis = (System.nanoTime() - start) / 1_000_000;
    session.requireExit(0);
    System.out.printf("%-28s undisturbed in %.1f s%n", name, millis / 1e3);
    return new Undisturbed(millis, fingerprints(out));
  }

  private Path next() {
    runs++;
    return folder.resolve("run-" + runs);
  }

  private record Undisturbed(long millis, Map<String, String> fingerprints) {}

  private void report(String name, String what, Undisturbed undisturbed, Path out)
      throws IOException {
    Map<String, String> found = fingerprints(out);
    List<String> different = new ArrayList<>();
    undisturbed.fingerprints.forEach(
        (file, print) -> {
          if (!print.equals(found.get(file))) {
            different.add(file);
          }
        });
    differences += different.size();
    System.out.printf(
        "%-28s %-9s %s%n", name, different.isEmpty() ? "alike" : "DIFFERENT " + different, what);
  }

  /** A process of the command line that this program started. */
  private static final class Session {
    final Process process;
    final Path errors;

    Session(List<String> arguments, Path log) throws IOException {
      errors = log.resolveSibling(log.getFileName() + ".err");
      List<String> command = new ArrayList<>(List.of("./nasturtium"));
      command.addAll(arguments);
      process =
          new ProcessBuilder(command)
              .redirectOutput(log.resolveSibling(log.getFileName() + ".out").toFile())
              .redirectError(errors.toFile())
              .start();
    }

    String errors() throws IOException {
      return Files.readString(errors);
    }

    /** Returns where the run was: the start of its last line. */
    String place() throws IOException {
      List<String> lines = errors().lines().filter(line -> line.contains("  epoch ")).toList();
      return lines.isEmpty()
          ? "before an epoch ended"
          : "after " + lines.get(lines.size() - 1).replaceAll("(epoch \\S+).*", "$1");
    }

    void requireExit(int expected) throws Exception {
      int exit = process.waitFor();
      if (exit != expected) {
        throw new IOException(
            "exit code %d, not %d: %s (logs beside %s)"
                .formatted(exit, expected, errors(), errors));
      }
    }
  }

  private static Session session(List<String> command, Path out) throws IOException {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(SMALL);
    arguments.addAll(List.of("--out", out.toString()));
    if (Files.exists(out.resolve("run.json"))) {
      arguments.add("--resume");
    }
    return new Session(arguments, out);
  }

  /** Returns what a run ended with: a hash of each part that must not depend on interruptions. */
  private static Map<String, String> fingerprints(Path out) throws IOException {
    Map<String, String> prints = new TreeMap<>();
    prints.put("result", hash(result(out.resolve("result.json")).getBytes()));
    for (String file : List.of("network.json", "model.onnx")) {
      prints.put(file, hash(Files.readAllBytes(out.resolve(file))));
    }
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".checkpoint")).toList()) {
        prints.put(file.getFileName().toString(), hash(tensors(file)));
      }
    }
    return prints;
  }

  /** Returns the lines of a result but those of clocks and of its own folder. */
  private static String result(Path file) throws IOException {
    return String.join(
        "\n",
        Files.readAllLines(file).stream()
            .filter(
                line ->
                    !line.matches(
                        "\\s*\"(\\w*_seconds|peak_resident_bytes|latency\\w*_ms|out|onnx|report)\"\\s*:.*"))
            .toList());
  }

  private static byte[] tensors(Path checkpoint) throws IOException {
    try (ZipFile zip = new ZipFile(checkpoint.toFile())) {
      ZipEntry entry = zip.getEntry("tensors.bin");
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
