package org.nasturtium.torch.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.network.Weights;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * A checkpoint is a file that a run continues from: whose it is, how far it came, and its tensors
 * by name.
 *
 * <p>The format, version {@value #VERSION}, is a ZIP archive of {@code identity.json}, {@code
 * progress.json}, {@code tensors.json} (name, type, shape) and {@code tensors.bin} (their values in
 * that order, row-major, little-endian). The archive's check sums find damage; writing is atomic.
 *
 * @param identity what the run is: kind, space, method, seed and so on; a run refuses the
 *     checkpoint of another
 * @param progress how far it came, as JSON
 * @param tensors the state by name
 */
public record Checkpoint(
    Map<String, String> identity, String progress, Map<String, Tensor> tensors) {
  private static final int VERSION = 1;
  private static final String FORMAT = "nasturtium-checkpoint-" + VERSION;
  private static final String FORMAT_KEY = "format";
  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the maps. */
  public Checkpoint {
    identity = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(identity));
    tensors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** What {@code tensors.json} says of one tensor; a damaged one may lack anything. */
  private record Entry(@Nullable String name, @Nullable String type, @Nullable List<Long> shape) {
    boolean isWide() {
      return "f64".equals(type);
    }

    /** Returns the bytes of the values, or -1 if the entry is not one that is ever written. */
    long bytes(long most) {
      if (name == null || shape == null || !(isWide() || "f32".equals(type))) {
        return -1;
      }
      long bytes = isWide() ? Double.BYTES : Float.BYTES;
      for (Long axis : shape) {
        if (axis == null || axis < 1 || axis > most / bytes) {
          return -1;
        }
        bytes *= axis;
      }
      return bytes <= most ? bytes : -1;
    }

    long[] axes() {
      return Objects.requireNonNull(shape).stream().mapToLong(Long::longValue).toArray();
    }
  }

  /**
   * Writes this checkpoint, replacing an older one only when complete.
   *
   * @param file where to
   * @throws IOException if writing fails; the older file is untouched then
   */
  public void write(Path file) throws IOException {
    Map<String, String> marked = new LinkedHashMap<>();
    marked.put(FORMAT_KEY, FORMAT);
    marked.putAll(identity);
    List<Entry> index = new ArrayList<>();
    tensors.forEach((name, tensor) -> index.add(new Entry(name, type(tensor), shape(tensor))));
    DurableFile.write(
        file,
        output -> {
          ZipOutputStream zip = new ZipOutputStream(output);
          zip.setLevel(java.util.zip.Deflater.NO_COMPRESSION);
          entry(zip, "identity.json", JSON.writeValueAsBytes(marked));
          entry(zip, "progress.json", progress.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          entry(zip, "tensors.json", JSON.writeValueAsBytes(index));
          zip.putNextEntry(new ZipEntry("tensors.bin"));
          for (Tensor tensor : tensors.values()) {
            writeValues(zip, tensor);
          }
          zip.closeEntry();
          zip.finish();
        });
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static List<Long> shape(Tensor tensor) {
    return java.util.Arrays.stream(Tensors.shape(tensor)).boxed().toList();
  }

  private static String type(Tensor tensor) {
    return tensor.scalar_type().intern() == ScalarType.Double ? "f64" : "f32";
  }

  private static void writeValues(OutputStream output, Tensor tensor) throws IOException {
    if (type(tensor).equals("f64")) {
      double[] values = Tensors.doubles(tensor);
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values);
      output.write(bytes.array());
    } else {
      float[] values = Tensors.floats(tensor);
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      output.write(bytes.array());
    }
  }

  /**
   * Reads a checkpoint. Its tensors live in the caller's scope.
   *
   * @param file the file
   * @param expected the identity of the run that wants to continue
   * @throws InvalidInputException if the file is missing, damaged, of another version or of another
   *     run; the message says which
   */
  public static Checkpoint read(Path file, Map<String, String> expected) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("no checkpoint at " + file);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      checkIdentity(file, identity(bytes(zip, "identity.json", file)), expected);
      String progress =
          new String(bytes(zip, "progress.json", file), java.nio.charset.StandardCharsets.UTF_8);
      List<Entry> index =
          JSON.readerForListOf(Entry.class).readValue(bytes(zip, "tensors.json", file));
      return new Checkpoint(
          expected, progress, tensors(index, bytes(zip, "tensors.bin", file), file));
    } catch (JsonProcessingException | ZipException | EOFException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read the checkpoint " + file + ": " + e.getMessage(), e);
    }
  }

  private static InvalidInputException damaged(Path file, Throwable cause) {
    return new InvalidInputException(
        "damaged checkpoint " + file + ": expected the archive of " + FORMAT, cause);
  }

  /**
   * Returns what a checkpoint says of the run it belongs to.
   *
   * @param file the file
   * @throws InvalidInputException if the file is missing, damaged or of another version
   */
  public static Map<String, String> identity(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("no checkpoint at " + file);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, String> identity = identity(bytes(zip, "identity.json", file));
      checkIdentity(file, identity, Map.of());
      return identity;
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static byte[] bytes(ZipFile zip, String name, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new InvalidInputException("damaged checkpoint " + file + ": it has no " + name);
    }
    try (InputStream input = zip.getInputStream(entry)) {
      byte[] bytes = input.readAllBytes();
      CRC32 sum = new CRC32();
      sum.update(bytes);
      if (sum.getValue() != entry.getCrc()) {
        throw new ZipException("the check sum of " + name + " differs");
      }
      return bytes;
    }
  }

  private static Map<String, String> identity(byte[] json) throws IOException {
    Map<String, String> identity = JSON.readerForMapOf(String.class).readValue(json);
    return identity == null || identity.containsValue(null) ? Map.of() : identity;
  }

  private static void checkIdentity(
      Path file, Map<String, String> found, Map<String, String> expected) {
    String format = found.getOrDefault(FORMAT_KEY, "unknown");
    if (!format.equals(FORMAT)) {
      throw new InvalidInputException(
          "checkpoint " + file + " has format " + format + ", expected " + FORMAT);
    }
    expected.forEach(
        (key, value) -> {
          String other = found.getOrDefault(key, "none");
          if (!other.equals(value)) {
            throw new InvalidInputException(
                "checkpoint %s belongs to another run: its %s is %s, expected %s"
                    .formatted(file, key, other, value));
          }
        });
  }

  private static Map<String, Tensor> tensors(
      @Nullable List<@Nullable Entry> index, byte[] values, Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ByteBuffer bytes = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : Objects.requireNonNullElse(index, List.<@Nullable Entry>of())) {
      long length = entry == null ? -1 : entry.bytes(bytes.remaining());
      if (entry == null || length < 0) {
        throw damaged(file, new IOException("tensors.bin does not hold what tensors.json says"));
      }
      ByteBuffer own = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
      tensors.put(
          entry.name(), entry.isWide() ? doubles(own, length, entry) : floats(own, length, entry));
      bytes.position(bytes.position() + (int) length);
    }
    if (bytes.hasRemaining()) {
      throw damaged(file, new IOException("tensors.bin holds more than tensors.json says"));
    }
    return tensors;
  }

  private static Tensor doubles(ByteBuffer bytes, long length, Entry entry) {
    double[] values = new double[(int) length / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return Tensors.of(values, entry.axes());
  }

  private static Tensor floats(ByteBuffer bytes, long length, Entry entry) {
    float[] values = new float[(int) length / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return Tensors.of(values, entry.axes());
  }

  /**
   * Reads the weights of any run's checkpoint.
   *
   * @param file the file
   * @param prefix what their names start with, which is cut off
   * @throws InvalidInputException if the file is missing or damaged
   */
  public static Weights weights(Path file, String prefix) {
    return weights(file, Map.of(), prefix);
  }

  /**
   * Reads the weights of a checkpoint.
   *
   * @param file the file
   * @param expected what its identity must agree with
   * @param prefix what the names of the weights start with, which is cut off
   * @throws InvalidInputException if the file is missing, damaged or of another run
   */
  public static Weights weights(Path file, Map<String, String> expected, String prefix) {
    try (StepScope scope = StepScope.open()) {
      Map<String, Weights.Array> arrays = new LinkedHashMap<>();
      read(file, expected)
          .part(prefix)
          .forEach(
              (name, tensor) ->
                  arrays.put(
                      name, Weights.Array.of(Tensors.shape(tensor), Tensors.floats(tensor))));
      return new Weights(arrays);
    }
  }

  /** Returns the tensors whose names start with a prefix, which is cut off. */
  public Map<String, Tensor> part(String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }

  /** Adds tensors under a prefix to a map, for {@link #part} to find again. */
  public static void put(Map<String, Tensor> all, String prefix, Map<String, Tensor> part) {
    part.forEach((name, tensor) -> all.put(prefix + name, tensor));
  }
}
