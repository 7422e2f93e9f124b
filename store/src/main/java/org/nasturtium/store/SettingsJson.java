package org.nasturtium.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of a study as one JSON object of texts. */
final class SettingsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private SettingsJson() {}

  static String write(SortedMap<String, String> settings) {
    try {
      return MAPPER.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts by name are plain data", e);
    }
  }

  static SortedMap<String, String> read(String json) throws SQLException {
    try {
      return MAPPER.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new SQLException("settings: expected a JSON object of texts, found " + json, e);
    }
  }
}
