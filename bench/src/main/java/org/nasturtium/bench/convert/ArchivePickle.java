package org.nasturtium.bench.convert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
 * Reads a pickle of the official archives: dictionaries, lists, numbers, text and NumPy scalars.
 *
 * <p>A pickle is a program. This reader runs only the instructions that such data needs, knows four
 * names, builds no other object, and checks every announced length against the bytes that are left,
 * so a hostile file can neither run code nor ask for more memory than a small multiple of its size.
 */
final class ArchivePickle extends Unpickler {
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
          Opcodes.BINUNICODE,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.BINBYTES,
          Opcodes.SHORT_BINBYTES,
          Opcodes.EMPTY_DICT,
          Opcodes.EMPTY_LIST,
          Opcodes.EMPTY_SET,
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

  private ArchivePickle(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the dictionary that a pickle holds. Tuples used as keys are lists.
   *
   * @param where the file, for messages
   * @param bytes the pickle
   * @throws InvalidInputException if it is no such pickle, is damaged or names another class
   */
  static Map<?, ?> dictionary(String where, byte[] bytes) {
    try {
      Object value = new ArchivePickle(bytes).load(new ByteArrayInputStream(bytes));
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw new PickleException("it holds no dictionary");
    } catch (IOException
        | RuntimeException e) { // the unpickler meets damage with many kinds of fault
      throw new InvalidInputException(
          "%s is no pickle of a benchmark: %s".formatted(where, why(e)), e);
    }
  }

  private static String why(Exception fault) {
    return fault instanceof PickleException && fault.getMessage() != null
        ? CsvFile.brief(fault.getMessage())
        : "it is truncated or damaged";
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
        store(Arrays.asList(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> store(stack.pop_all_since_marker());
      case Opcodes.ADDITEMS -> stack.pop_all_since_marker(); // a set says nothing we need
      default -> {
        if (!ALLOWED.contains(key)) {
          throw new PickleException("instruction %02x is refused".formatted(key));
        }
        checkLength(key);
        return super.dispatch(key);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** Flat keys only: hashing nested ones could take exponential time. */
  private void store(List<Object> items) {
    @SuppressWarnings("unchecked") // only the unpickler's own dictionaries are maps
    Map<Object, Object> dictionary = (Map<Object, Object>) stack.peek();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      dictionary.put(key(items.get(i)), items.get(i + 1));
    }
  }

  private static Object key(Object key) {
    if (key instanceof Object[] tuple && tuple.length == 2) {
      return List.of(scalar(tuple[0]), scalar(tuple[1]));
    }
    return scalar(key);
  }

  private static Object scalar(Object value) {
    if (value instanceof String || value instanceof Integer) {
      return value;
    }
    throw new PickleException("a dictionary key is neither text nor number");
  }

  /** NumPy's types carry a state that says nothing more than their name. */
  private void build() {
    stack.pop();
    if (!(stack.peek() instanceof NumpyType)) {
      throw new PickleException("only types of numbers have a state to restore");
    }
  }

  private static IObjectConstructor named(String module, String name) {
    String full = module + "." + name;
    return switch (full) {
      case "collections.OrderedDict" -> ArchivePickle::ordered;
      case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" -> NumpyType::scalar;
      case "numpy.dtype" -> NumpyType::of;
      default -> throw new PickleException("class %s is refused".formatted(CsvFile.brief(full)));
    };
  }

  private static Map<Object, Object> ordered(Object[] arguments) {
    if (arguments.length != 0) {
      throw new PickleException("an ordered dictionary is made empty");
    }
    return new LinkedHashMap<>();
  }

  /** A NumPy type of numbers. */
  private record NumpyType(String code) {
    private static final Map<String, Integer> WIDTHS = Map.of("f8", 8, "f4", 4, "i8", 8, "i4", 4);

    static NumpyType of(Object[] arguments) {
      if (arguments.length < 1
          || !(arguments[0] instanceof String code)
          || !WIDTHS.containsKey(code)) {
        throw new PickleException("a type of numbers other than f8, f4, i8 and i4");
      }
      return new NumpyType(code);
    }

    static Double scalar(Object[] arguments) {
      if (arguments.length != 2
          || !(arguments[0] instanceof NumpyType type)
          || !(arguments[1] instanceof byte[] raw)
          || !Integer.valueOf(raw.length).equals(WIDTHS.get(type.code()))) {
        throw new PickleException("a malformed number");
      }
      ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
      return switch (type.code()) {
        case "f8" -> bytes.getDouble();
        case "f4" -> (double) bytes.getFloat();
        case "i8" -> (double) bytes.getLong();
        default -> (double) bytes.getInt();
      };
    }
  }

  /** Refuses a length beyond the end of the file before anything is allocated for it. */
  private void checkLength(short key) throws IOException {
    if (key != Opcodes.BINUNICODE && key != Opcodes.BINBYTES) {
      return;
    }
    int left = input.available();
    if (left < Integer.BYTES) {
      throw new PickleException("it is truncated");
    }
    int length =
        ByteBuffer.wrap(bytes, bytes.length - left, Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt();
    if (length < 0 || length > left - Integer.BYTES) {
      throw new PickleException(
          "byte %d announces %d bytes but %d are left"
              .formatted(bytes.length - left, length, left - Integer.BYTES));
    }
  }
}
