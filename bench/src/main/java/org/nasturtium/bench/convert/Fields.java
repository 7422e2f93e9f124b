package org.nasturtium.bench.convert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/** A dictionary of a record whose entries are asked for by name and type. */
record Fields(String where, Map<?, ?> map) {
  /** Returns a text. */
  String text(String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw fault("'" + key + "' is no text");
  }

  /** Returns a whole number. */
  int integer(String key) {
    if (map.get(key) instanceof Integer number) {
      return number;
    }
    throw fault("'" + key + "' is no whole number");
  }

  /** Returns a number, or NaN where there is none. */
  double number(Object key) {
    Object value = map.get(key);
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw fault("'" + key + "' is no finite number");
  }

  /** Returns a dictionary. */
  Fields fields(Object key) {
    Fields found = fieldsIfAny(key);
    if (found == null) {
      throw fault("'" + key + "' is no dictionary");
    }
    return found;
  }

  /** Returns a dictionary, or null where there is none. */
  @Nullable Fields fieldsIfAny(Object key) {
    Object value = map.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> inner) {
      return new Fields(where, inner);
    }
    throw fault("'" + key + "' is no dictionary");
  }

  /** Returns the numbers of a list; none where there is no list. */
  double[] numbers(String key) {
    Object value = map.get(key);
    if (value == null) {
      return new double[0];
    }
    if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    }
    throw fault("'" + key + "' is no list of numbers");
  }

  InvalidInputException fault(String why) {
    return new InvalidInputException(where + ": " + CsvFile.brief(why));
  }
}
