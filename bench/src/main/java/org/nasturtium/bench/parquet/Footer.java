package org.nasturtium.bench.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.KeyValue;
import org.nasturtium.bench.table.Origin;
import org.nasturtium.core.fault.InvalidInputException;

/** The facts in the footer of a file: format, space, origin, and a checksum of them all. */
final class Footer {
  static final String FORMAT = "nasturtium.format";
  static final String FORMAT_NAME = "nasturtium-benchmark-table";
  static final String VERSION = "nasturtium.version";
  static final int CURRENT = 1;
  static final String SPACE = "nasturtium.space";
  static final String CHOICES = "nasturtium.choices";
  static final String ROWS = "nasturtium.rows";
  static final String CHECKSUM = "nasturtium.crc32c";

  private static final String SOURCE = "nasturtium.source";
  private static final String LICENSE = "nasturtium.license";
  private static final String GAP = "nasturtium.gap.";

  private Footer() {}

  static Map<String, String> begin(Origin origin) {
    TreeMap<String, String> facts = new TreeMap<>();
    facts.put(FORMAT, FORMAT_NAME);
    facts.put(VERSION, String.valueOf(CURRENT));
    facts.put(SOURCE, origin.source());
    facts.put(LICENSE, origin.license());
    for (int i = 0; i < origin.gaps().size(); i++) {
      facts.put(GAP + (i + 1), origin.gaps().get(i));
    }
    return facts;
  }

  static Origin origin(Map<String, String> facts) {
    List<String> gaps = new ArrayList<>();
    for (String gap = facts.get(GAP + 1); gap != null; gap = facts.get(GAP + (gaps.size() + 1))) {
      gaps.add(gap);
    }
    return new Origin(fact(facts, SOURCE), fact(facts, LICENSE), gaps);
  }

  static String fact(Map<String, String> facts, String key) {
    String value = facts.get(key);
    if (value == null) {
      throw new InvalidInputException("its footer lacks " + key);
    }
    return value;
  }

  /** Checks that a footer is that of a table of a known version, unchanged. */
  static void check(Map<String, String> facts, List<ColumnMetaData> columns) {
    if (!FORMAT_NAME.equals(facts.get(FORMAT))) {
      throw new InvalidInputException(
          "it is a Parquet file but no benchmark table; import it as CSV");
    }
    String version = fact(facts, VERSION);
    if (!version.equals(String.valueOf(CURRENT))) {
      throw new InvalidInputException(
          "it has format version %s; this program reads version %d".formatted(version, CURRENT));
    }
    if (!fact(facts, CHECKSUM).equals(checksum(facts, columns))) {
      throw new InvalidInputException("the checksum of its footer is wrong");
    }
  }

  static String checksum(Map<String, String> facts, List<ColumnMetaData> columns) {
    CRC32C checksum = new CRC32C();
    update(checksum, facts);
    for (ColumnMetaData column : columns) {
      update(checksum, "column", String.join("/", column.getPath_in_schema()));
      update(checksum, map(column.getKey_value_metadata()));
    }
    return Long.toHexString(checksum.getValue());
  }

  private static void update(CRC32C checksum, Map<String, String> facts) {
    for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
      if (!fact.getKey().equals(CHECKSUM)) {
        update(checksum, fact.getKey(), fact.getValue());
      }
    }
  }

  private static void update(CRC32C checksum, String key, String value) {
    for (String part : List.of(key, value)) {
      checksum.update(part.getBytes(StandardCharsets.UTF_8));
      checksum.update('\n');
    }
  }

  static Map<String, String> map(List<KeyValue> pairs) {
    TreeMap<String, String> facts = new TreeMap<>();
    if (pairs != null) {
      for (KeyValue pair : pairs) {
        facts.put(pair.getKey(), pair.isSetValue() ? pair.getValue() : "");
      }
    }
    return facts;
  }
}
