package org.nasturtium.app.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named result values in order, as JSON objects have them. */
final class Fields {
  private Fields() {}

  /** Returns names and values, given in turn. */
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
