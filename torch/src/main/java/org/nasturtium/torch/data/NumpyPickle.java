package org.nasturtium.torch.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Reads a Python pickle that holds dictionaries with text keys, lists, numbers, text and NumPy
 * arrays, and nothing else.
 *
 * <p>A pickle is a program. This reader runs only the instructions that such data needs, knows four
 * NumPy names and the text encoder, builds no other object, and checks every announced length
 * against the bytes that are left, so a hostile file can neither run code nor ask for absurd
 * amounts of memory.
 */
final class NumpyPickle extends Unpickler {
  private static final Set<Short> ALLOWED =
      Set.of(
          Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.BINSTRING,
          Opcodes.SHORT_BINSTRING,
          Opcodes.BINUNICODE,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.BINBYTES,
          Opcodes.SHORT_BINBYTES,
          Opcodes.BINBYTES8,
          Opcodes.EMPTY_DICT,
          Opcodes.EMPTY_LIST,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.REDUCE);

  private final byte[] bytes;
  private long encodable;

  private NumpyPickle(byte[] bytes) {
    this.bytes = bytes;
    this.encodable = bytes.length;
  }

  /**
   * Returns the dictionary that a file holds.
   *
   * @throws InvalidInputException if the file is no such pickle, is damaged or refers to another
   *     class
   */
  static Map<?, ?> dictionary(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Object value = new NumpyPickle(bytes).load(new ByteArrayInputStream(bytes));
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw new InvalidInputException(file + " is a pickle of no dictionary");
    } catch (InvalidInputException e) {
      throw e;
    } catch (PickleException e) {
      throw new InvalidInputException(
          file + " is not a pickle of arrays: " + RecordFile.oneLine(e), e);
    } catch (IOException
        | RuntimeException e) { // the unpickler meets damage with many kinds of fault
      throw new InvalidInputException(
          file + " is a truncated or damaged pickle: " + RecordFile.oneLine(e), e);
    }
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL ->
          stack.add(named(PickleUtils.readline(input), PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(named((String) stack.pop(), name));
      }
      case Opcodes.BUILD -> build();
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        store(List.of(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> store(stack.pop_all_since_marker());
      default -> {
        if (!ALLOWED.contains(key)) {
          throw new PickleException("instruction %02x is not allowed".formatted(key));
        }
        checkLength(key);
        return super.dispatch(key);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** Text keys only: hashing nested lists could take exponential time. */
  private void store(List<Object> items) {
    Map<Object, Object> added = new HashMap<>();
    for (int i = 0; i < items.size(); i += 2) {
      added.put(text(items.get(i)), items.get(i + 1));
    }
    @SuppressWarnings("unchecked") // only the unpickler's own dictionaries are maps
    Map<Object, Object> dictionary = (Map<Object, Object>) stack.peek();
    dictionary.putAll(added);
  }

  private static String text(Object value) {
    if (value instanceof byte[] raw) {
      return new String(raw, ISO_8859_1);
    }
    if (value instanceof String text) {
      return text;
    }
    throw new PickleException("a name or dictionary key is no text");
  }

  private void build() {
    Object state = stack.pop();
    Object target = stack.peek();
    if (target instanceof NumpyArray array && state instanceof Object[] fields) {
      array.restore(fields);
    } else if (!(target instanceof NumpyArray.NumpyType)) {
      throw new PickleException("only arrays have a state to restore");
    }
  }

  private IObjectConstructor named(String module, String name) {
    String full = module + "." + name;
    return switch (full) {
      case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" ->
          arguments -> new NumpyArray();
      case "numpy.ndarray" ->
          arguments -> {
            throw new PickleException("an array is built by _reconstruct only");
          };
      case "numpy.dtype" -> arguments -> new NumpyArray.NumpyType(text(arguments[0]));
      case "_codecs.encode" -> this::encoded;
      default ->
          throw new PickleException("class %s is refused".formatted(full.replaceAll("\\s", " ")));
    };
  }

  private byte[] encoded(Object[] arguments) {
    String text = (String) arguments[0];
    encodable -= text.length();
    if (encodable < 0) {
      throw new PickleException("more text is encoded than the file holds");
    }
    return text.getBytes(ISO_8859_1);
  }

  /** Refuses a length beyond the end of the file before anything is allocated for it. */
  private void checkLength(short key) throws IOException {
    int width =
        switch (key) {
          case Opcodes.BINSTRING, Opcodes.BINBYTES, Opcodes.BINUNICODE -> 4;
          case Opcodes.BINBYTES8 -> 8;
          default -> 0;
        };
    if (width == 0) {
      return;
    }
    int left = input.available();
    int at = bytes.length - left;
    if (left < width) {
      throw new PickleException("the file ends at byte " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, at, width).order(ByteOrder.LITTLE_ENDIAN);
    long length = width == 4 ? buffer.getInt() : buffer.getLong();
    if (length < 0 || length > left - width) {
      throw new PickleException(
          "byte %d announces %d bytes but %d are left".formatted(at, length, left - width));
    }
  }
}
