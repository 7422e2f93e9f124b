package org.nasturtium.torch.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

/** Downloads from a server of this machine that can cut, ignore ranges or lie. */
@Timeout(60)
final class DataDownloadTest {
  @TempDir Path folder;
  private HttpServer server;
  private byte[] content;
  private String tag = "\"v1\"";
  private boolean ranges = true;
  private int cutAfter = -1;
  private int status = 200;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    content = new byte[3_000_000];
    Seed.of(5).random().nextBytes(content);
    InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(local, 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aFileArrivesWholeAndProgressIsTold() throws IOException {
    List<Long> heard = new ArrayList<>();
    Path target =
        downloader("plain.bin", md5())
            .fetch(
                "set",
                folder,
                (file, received, total) -> {
                  assertThat(file).isEqualTo("plain.bin");
                  assertThat(total).isEqualTo(content.length);
                  heard.add(received);
                });
    assertThat(target).isEqualTo(folder.resolve("set"));
    assertThat(Files.readAllBytes(target.resolve("plain.bin"))).isEqualTo(content);
    assertThat(heard).isSorted().hasSizeGreaterThan(2).endsWith((long) content.length);
    assertThat(names()).containsExactly("plain.bin");
  }

  @Test
  void aFileThatIsThereIsNotFetchedAgainUnlessItIsDamaged() throws IOException {
    fetch();
    fetch();
    assertThat(asked).hasSize(1);
    Files.writeString(folder.resolve("set/plain.bin"), "damaged");
    fetch();
    assertThat(asked).hasSize(2);
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
  }

  @Test
  void aCutTransferGoesOnWhereItStopped() throws IOException {
    cutAfter = 1_000_000;
    fetch();
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1)).matches("bytes=\\d{4,}- \"v1\"");
    assertThat(names()).containsExactly("plain.bin");
  }

  @Test
  void aPartOfAnEarlierRunIsContinued() throws IOException {
    leavePart(Arrays.copyOf(content, 2_999_000), "\"v1\"");
    fetch();
    assertThat(asked).containsExactly("bytes=2999000- \"v1\"");
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
  }

  @Test
  void aPartOfAnOlderVersionIsReplaced() throws IOException {
    leavePart(new byte[1000], "\"v0\"");
    fetch();
    assertThat(asked).containsExactly("bytes=1000- \"v0\"");
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
  }

  @Test
  void aDamagedPartIsFetchedOnceMoreAsAWhole() throws IOException {
    leavePart(new byte[1000], null);
    fetch();
    assertThat(asked).containsExactly("bytes=1000- null", "null null");
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
  }

  @Test
  void aPartLongerThanTheFileIsFetchedAnew() throws IOException {
    leavePart(new byte[content.length + 5], null);
    fetch();
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
  }

  @Test
  void aServerWithoutRangesSendsEverythingAgain() throws IOException {
    ranges = false;
    cutAfter = 500_000;
    fetch();
    assertThat(asked).hasSize(2);
    assertThat(Files.readAllBytes(folder.resolve("set/plain.bin"))).isEqualTo(content);
  }

  @Test
  void aWrongChecksumIsRefusedAndNothingRemains() throws IOException {
    String expected = "0".repeat(32);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> downloader("plain.bin", expected).fetch("set", folder, silent()))
        .withMessageContaining("expected MD5 " + expected + ", found " + md5());
    assertThat(names()).isEmpty();
  }

  @Test
  void aRefusalOfTheServerIsNotRepeated() {
    status = 404;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("/plain.bin: the server answered 404");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.stop(0);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::fetch)
        .withMessageContaining("/plain.bin: the connection broke 5 times");
  }

  @Test
  void archivesAreUnpackedBesideThemselves() throws IOException {
    content = archive("cifar-10-batches-bin/test_batch.bin", TarConstants.LF_NORMAL);
    downloader("a.tar.gz", md5()).fetch("set", folder, silent());
    assertThat(folder.resolve("set/cifar-10-batches-bin/test_batch.bin")).hasContent("hello");
  }

  @Test
  void entriesOutsideTheFolderAndLinksAreRefused() throws IOException {
    for (String name : List.of("../outside", "a/../../outside")) {
      content = archive(name, TarConstants.LF_NORMAL);
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> downloader("a.tar.gz", md5()).fetch("set", folder, silent()))
          .withMessageContaining("lies outside the folder");
    }
    content = archive("link", TarConstants.LF_SYMLINK);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> downloader("a.tar.gz", md5()).fetch("set", folder, silent()))
        .withMessageContaining("neither a file nor a folder");
    content = Arrays.copyOf(content, content.length / 2);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> downloader("a.tar.gz", md5()).fetch("set", folder, silent()))
        .withMessageContaining("a.tar.gz cannot be unpacked");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  @Test
  void setsThatCannotBeFetchedSayWhatToDo() {
    DataDownload official = DataDownload.official();
    assertThat(official.names())
        .containsExactly("cifar10", "cifar100", "mnist", "fashion-mnist", "kmnist");
    assertThat(official.names()).isSubsetOf(DataSets.names());
    for (String name : DataSets.names()) {
      if (!official.names().contains(name)) {
        assertThatExceptionOfType(InvalidInputException.class)
            .isThrownBy(() -> official.fetch(name, folder, silent()))
            .withMessageStartingWith("data set " + name + " cannot be fetched: ");
      }
    }
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> official.fetch("imagenet16-120", folder, silent()))
        .withMessageContaining("log in at");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> official.fetch("nothing", folder, silent()))
        .withMessageContaining("expected one of cifar10, cifar100");
  }

  private void fetch() throws IOException {
    downloader("plain.bin", md5()).fetch("set", folder, silent());
  }

  private DataDownload downloader(String name, String md5) {
    String host = server.getAddress().getAddress().getHostAddress();
    URI address = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/" + name);
    return new DataDownload(Map.of("set", List.of(new RemoteFile(address, md5))));
  }

  private static DataDownload.Progress silent() {
    return (file, received, total) -> {};
  }

  private String md5() {
    try {
      Path copy = Files.write(Files.createTempFile(folder, ".content", ""), content);
      String md5 = Checksum.md5(copy);
      Files.delete(copy);
      return md5;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("set"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void leavePart(byte[] bytes, @org.jspecify.annotations.Nullable String oldTag)
      throws IOException {
    Path part = Files.createDirectories(folder.resolve("set")).resolve("plain.bin.part");
    Files.write(part, bytes);
    if (oldTag != null) {
      Files.writeString(part.resolveSibling("plain.bin.part.etag"), oldTag);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    asked.add(range + " " + condition);
    exchange.getResponseHeaders().set("ETag", tag);
    int from = 0;
    int code = status;
    if (ranges && range != null && (condition == null || condition.equals(tag))) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      code = from < content.length ? 206 : 416;
      String shown = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
      exchange.getResponseHeaders().set("Content-Range", shown);
    }
    if (code != 200 && code != 206) {
      exchange.sendResponseHeaders(code, -1);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(code, content.length - from);
    int length = cutAfter < 0 ? content.length - from : cutAfter;
    cutAfter = -1;
    exchange.getResponseBody().write(content, from, length);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static byte[] archive(String name, byte type) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, type);
      byte[] text = "hello".getBytes(US_ASCII);
      boolean plain = type == TarConstants.LF_NORMAL;
      if (plain) {
        entry.setSize(text.length);
      } else {
        entry.setLinkName("/etc/hostname");
      }
      tar.putArchiveEntry(entry);
      if (plain) {
        tar.write(text);
      }
      tar.closeArchiveEntry();
    }
    return packed.toByteArray();
  }
}
