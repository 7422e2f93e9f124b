package org.nasturtium.core.space.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Writes and reads genotypes: the text of the DARTS code, its JSON form, and the names of released
 * cells.
 */
final class DartsGenotypeText {
  private static final String CONCAT = "[2, 3, 4, 5]";
  private static final int PAIRS = 8;

  /** The names of operations in the code of GDAS. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "dua_sepc_3x3", "sep_conv_3x3",
          "dua_sepc_5x5", "sep_conv_5x5",
          "dil_sepc_3x3", "dil_conv_3x3",
          "dil_sepc_5x5", "dil_conv_5x5");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final List<String> cells;
  private final Map<String, String> released;

  /**
   * Creates the text form.
   *
   * @param cells the names of the searched cells
   * @param released the genotypes of released cells, by name
   */
  DartsGenotypeText(List<String> cells, Map<String, String> released) {
    this.cells = cells;
    this.released = released;
  }

  /** Returns the genotypes of released cells, by name. */
  Map<String, String> released() {
    return released;
  }

  String format(Architecture architecture) {
    StringJoiner fields = new StringJoiner(", ", "Genotype(", ")");
    for (int cell = 0; cell < cells.size(); cell++) {
      StringJoiner pairs = new StringJoiner(", ", "[", "]");
      for (int node = DartsNode.FIRST; node <= DartsNode.LAST; node++) {
        DartsNode kept = DartsNode.of(architecture, cell * DartsNode.EDGES, node);
        pairs.add(pair(kept.firstOperation(), kept.first()));
        pairs.add(pair(kept.secondOperation(), kept.second()));
      }
      String name = cells.get(cell);
      fields.add(name + "=" + pairs).add(name + "_concat=" + CONCAT);
    }
    return fields.toString();
  }

  private static String pair(int operation, int from) {
    return "('" + DartsCnn.OPERATIONS.get(operation) + "', " + from + ")";
  }

  Architecture parse(String text) {
    String trimmed = text.strip();
    String written = released.getOrDefault(trimmed, trimmed);
    JsonNode genotype = written.startsWith("{") ? json(written) : python(written);
    if (cells.size() == 1 && genotype.has("reduce")) {
      throw malformed("expected no list named 'reduce': the reduction cell of this space is fixed");
    }
    int[] picks = new int[cells.size() * DartsNode.EDGES];
    for (int cell = 0; cell < cells.size(); cell++) {
      String name = cells.get(cell);
      readCell(name, field(genotype, name), picks, cell * DartsNode.EDGES);
      checkConcat(name + "_concat", field(genotype, name + "_concat"));
    }
    return Architecture.of(picks);
  }

  private JsonNode python(String text) {
    if (text.matches("[A-Za-z_0-9.+-]*")) {
      throw malformed(
          "expected a genotype or one of " + released.keySet() + ", found '" + text + "'");
    }
    try {
      return PythonLiteral.read(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("malformed DARTS genotype: " + e.getMessage(), e);
    }
  }

  private static JsonNode json(String text) {
    try {
      JsonNode genotype = MAPPER.readTree(text);
      String kind = genotype.path("kind").asText();
      if (!kind.equals("darts-cnn")) {
        throw malformed("expected \"kind\": \"darts-cnn\", found '" + shortened(kind) + "'");
      }
      return genotype;
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      String where =
          place == null
              ? ""
              : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
      throw new InvalidInputException(
          "malformed DARTS genotype: " + where + shortened(e.getOriginalMessage()), e);
    }
  }

  private static JsonNode field(JsonNode genotype, String name) {
    JsonNode value = genotype.path(name);
    if (!value.isArray()) {
      throw malformed("expected a list named '" + name + "'");
    }
    return value;
  }

  private static void checkConcat(String name, JsonNode nodes) {
    List<String> found = new ArrayList<>();
    nodes.forEach(node -> found.add(node.asText()));
    if (!found.toString().equals(CONCAT)) {
      throw malformed(name + ": expected " + CONCAT + ", found " + shortened(found.toString()));
    }
  }

  private static void readCell(String cell, JsonNode pairs, int[] picks, int firstEdge) {
    if (pairs.size() != PAIRS) {
      throw malformed(
          "%s: expected %d pairs, two for each node 2..5, found %d%s"
              .formatted(cell, PAIRS, pairs.size(), missing(pairs.size())));
    }
    for (int i = 0; i < PAIRS; i++) {
      int node = DartsNode.FIRST + i / 2;
      String where = "%s, pair %d of 8 (node %d): ".formatted(cell, i + 1, node);
      int from = predecessor(where, pairs.get(i), node);
      int edge = firstEdge + DartsNode.edge(node, from);
      if (picks[edge] != 0) {
        throw malformed(
            where
                + "the edge from node "
                + from
                + " is chosen twice; expected two different predecessors");
      }
      picks[edge] = operation(where, pairs.get(i).path(0).asText());
    }
  }

  private static String missing(int pairs) {
    return pairs < PAIRS ? "; node " + (DartsNode.FIRST + pairs / 2) + " is not complete" : "";
  }

  private static int predecessor(String where, JsonNode pair, int node) {
    if (!pair.isArray()
        || pair.size() != 2
        || !pair.path(0).isTextual()
        || !pair.path(1).isIntegralNumber()) {
      throw malformed(
          where + "expected an operation and a predecessor, found " + shortened(pair.toString()));
    }
    JsonNode from = pair.path(1);
    if (!from.canConvertToInt() || from.intValue() < 0 || from.intValue() >= node) {
      throw malformed(
          where
              + "expected a predecessor 0.."
              + (node - 1)
              + ", found "
              + shortened(from.asText()));
    }
    return from.intValue();
  }

  private static int operation(String where, String name) {
    int operation = DartsCnn.OPERATIONS.indexOf(ALIASES.getOrDefault(name, name));
    if (operation == 0) {
      throw malformed(where + "a kept edge cannot be 'none'");
    }
    if (operation < 0) {
      List<String> known = DartsCnn.OPERATIONS.subList(1, DartsCnn.OPERATIONS.size());
      throw malformed(where + "unknown operation '" + shortened(name) + "'; known: " + known);
    }
    return operation;
  }

  private static String shortened(String found) {
    return found.length() > 60 ? found.substring(0, 60) + "..." : found;
  }

  private static InvalidInputException malformed(String why) {
    return new InvalidInputException("malformed DARTS genotype: " + why);
  }
}
