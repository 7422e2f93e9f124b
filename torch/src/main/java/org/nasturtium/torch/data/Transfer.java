package org.nasturtium.torch.data;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Transfers one file over HTTP into {@code name.part} and renames it when its checksum is right.
 *
 * <p>An interrupted transfer goes on with a range request (RFC 9110, section 14), guarded by the
 * entity tag in {@code name.part.etag} if the server gave a strong one. If a pieced-together file
 * has the wrong checksum, it is fetched once more as a whole.
 */
final class Transfer {
  private static final int ATTEMPTS = 5;
  private static final int REPORT_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * Fetches a file.
   *
   * @throws InvalidInputException if the checksum is wrong
   * @throws IOException if the server refuses or the connection breaks again and again
   */
  void fetch(RemoteFile file, Path target, DataDownload.Progress progress) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean resumed = receive(file, part, progress);
    String found = Checksum.md5(part);
    if (resumed && !found.equals(file.md5())) {
      discard(part);
      receive(file, part, progress);
      found = Checksum.md5(part);
    }
    if (!found.equals(file.md5())) {
      discard(part);
      throw new InvalidInputException(
          "%s: expected MD5 %s, found %s; the file was discarded"
              .formatted(file.address(), file.md5(), found));
    }
    Files.deleteIfExists(tagFile(part));
    Files.move(part, target, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** Receives until the end, resuming after cuts; returns whether the file was pieced together. */
  private boolean receive(RemoteFile file, Path part, DataDownload.Progress progress)
      throws IOException {
    boolean resumed = false;
    for (int attempt = 1; ; attempt++) {
      try {
        return request(file, part, progress) || resumed;
      } catch (RefusedException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException(
              "%s: the connection broke %d times; what has arrived is kept in %s"
                  .formatted(file.address(), ATTEMPTS, part),
              e);
        }
        resumed = true;
      }
    }
  }

  /** Makes one request; returns whether it continued an earlier one. */
  private boolean request(RemoteFile file, Path part, DataDownload.Progress progress)
      throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(file.address()).timeout(PATIENCE);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      if (Files.exists(tagFile(part))) {
        request.header("If-Range", Files.readString(tagFile(part)));
      }
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      return switch (response.statusCode()) {
        case 200 -> {
          discard(part);
          rememberTag(response, part);
          save(file, body, part, total(response, 0), progress);
          yield false;
        }
        case 206 -> {
          checkRange(file, response, have, part);
          save(file, body, part, total(response, have), progress);
          yield true;
        }
        case 416 -> { // nothing is left to send: the checksum decides what the part is worth
          progress.received(file.name(), have, have);
          yield true;
        }
        default ->
            throw new RefusedException(
                "%s: the server answered %d".formatted(file.address(), response.statusCode()));
      };
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching " + request.uri());
    }
  }

  private static void save(
      RemoteFile file, InputStream body, Path part, long total, DataDownload.Progress progress)
      throws IOException {
    OpenOption[] append = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
    long received = Files.exists(part) ? Files.size(part) : 0;
    long reported = received;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(part, append)) {
      for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
        out.write(buffer, 0, got);
        received += got;
        if (received - reported >= REPORT_BYTES) {
          progress.received(file.name(), received, total);
          reported = received;
        }
      }
    }
    if (total >= 0 && received < total) {
      throw new IOException("the connection ended after %d of %d bytes".formatted(received, total));
    }
    progress.received(file.name(), received, total);
  }

  private static void checkRange(RemoteFile file, HttpResponse<?> response, long have, Path part)
      throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + have + "-")) {
      discard(part);
      throw new IOException(
          "%s: asked for bytes from %d, got %s".formatted(file.address(), have, range));
    }
  }

  private static long total(HttpResponse<?> response, long have) {
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    return length.isPresent() ? have + length.getAsLong() : -1;
  }

  private static void rememberTag(HttpResponse<?> response, Path part) throws IOException {
    String tag = response.headers().firstValue("ETag").orElse("W/");
    if (!tag.startsWith("W/")) {
      Files.writeString(tagFile(part), tag);
    }
  }

  private static void discard(Path part) throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(tagFile(part));
  }

  private static Path tagFile(Path part) {
    return part.resolveSibling(part.getFileName() + ".etag");
  }

  /** The server's answer will not change by asking again. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
