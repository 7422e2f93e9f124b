package org.nasturtium.core.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The JSON form of a graph: {@code {"format": "nasturtium-graph", "version": 1, "nodes": [...],
 * "outputs": {...}, "choices": [...]}}.
 *
 * <p>Reading what was written gives an equal graph. Only the operations of {@link Operation} can be
 * read; nothing else is instantiated.
 */
public final class GraphJson {
  private static final String FORMAT = "nasturtium-graph";
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private GraphJson() {}

  /**
   * Returns a graph as JSON text.
   *
   * @param graph the graph
   */
  public static String write(NetworkGraph graph) {
    try {
      return MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(
              new Form(FORMAT, VERSION, graph.nodes(), graph.outputs(), graph.choices()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a graph of records always has a JSON form", e);
    }
  }

  /**
   * Returns the graph of a JSON text.
   *
   * @param json the text
   * @throws InvalidInputException if the text is not such JSON or the graph does not hold together;
   *     the message says where
   */
  public static NetworkGraph read(String json) {
    try {
      Form form = MAPPER.readValue(json, Form.class);
      if (!FORMAT.equals(form.format()) || form.version() != VERSION) {
        throw new InvalidInputException(
            "expected format %s version %d, found %s version %d"
                .formatted(FORMAT, VERSION, form.format(), form.version()));
      }
      return NetworkGraph.of(form.nodes(), form.outputs(), form.choices());
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      throw new InvalidInputException(where + firstLine(e.getOriginalMessage()), e);
    } catch (InvalidInputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("not a valid graph: " + e.getMessage(), e);
    } catch (NullPointerException e) {
      throw new InvalidInputException("not a valid graph: a value is missing or null", e);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not readable");
  }

  private record Form(
      String format,
      int version,
      List<Node> nodes,
      Map<String, String> outputs,
      List<Choice> choices) {}
}
