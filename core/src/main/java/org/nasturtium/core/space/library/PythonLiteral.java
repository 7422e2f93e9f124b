package org.nasturtium.core.space.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the few Python literals of which genotypes are made: numbers, quoted names, lists, tuples,
 * {@code range(first, end)} and {@code Genotype(name=value, ...)}, as a JSON tree in which tuples
 * and ranges are arrays and the genotype is an object.
 */
final class PythonLiteral {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern QUOTED = Pattern.compile("'[^'\\p{Cntrl}]*'|\"[^\"\\p{Cntrl}]*\"");
  private static final int DEEPEST = 6;
  private static final int LONGEST_RANGE = 64;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * Returns the value of a text.
   *
   * @throws IllegalArgumentException if it is none; the message says at which character
   */
  static JsonNode read(String text) {
    PythonLiteral reader = new PythonLiteral(text);
    JsonNode value = reader.value(0);
    if (reader.peek() != 0) {
      throw reader.expected("the end");
    }
    return value;
  }

  private JsonNode value(int depth) {
    if (depth > DEEPEST) {
      throw expected("at most " + DEEPEST + " nested brackets");
    }
    char first = peek();
    if (first == '[' || first == '(') {
      return list(first == '[' ? ']' : ')', depth);
    }
    if (first == '\'' || first == '"') {
      String quoted = token(QUOTED, "a closing quote");
      return TextNode.valueOf(quoted.substring(1, quoted.length() - 1));
    }
    if (Character.isDigit(first)) {
      return IntNode.valueOf(number());
    }
    String name = token(NAME, "a value");
    return switch (name) {
      case "range" -> range();
      case "Genotype" -> fields(depth);
      default -> throw expected("Genotype(...) or range(...) instead of '" + name + "'");
    };
  }

  private ArrayNode list(char end, int depth) {
    at++;
    ArrayNode values = NODES.arrayNode();
    while (peek() != end) {
      values.add(value(depth + 1));
      if (peek() != end) {
        skip(',');
      }
    }
    at++;
    return values;
  }

  private ObjectNode fields(int depth) {
    skip('(');
    ObjectNode fields = NODES.objectNode();
    while (peek() != ')') {
      String name = token(NAME, "a field name");
      skip('=');
      if (fields.has(name)) {
        throw expected("field '" + name + "' only once");
      }
      fields.set(name, value(depth + 1));
      if (peek() != ')') {
        skip(',');
      }
    }
    at++;
    return fields;
  }

  private ArrayNode range() {
    skip('(');
    int first = number();
    skip(',');
    int end = number();
    skip(')');
    if (end - first > LONGEST_RANGE) {
      throw expected("a range of at most " + LONGEST_RANGE + " numbers");
    }
    ArrayNode numbers = NODES.arrayNode();
    for (int i = first; i < end; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private int number() {
    return Integer.parseInt(token(NUMBER, "a number of at most 4 digits"));
  }

  private String token(Pattern pattern, String what) {
    peek();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw expected(what);
    }
    at = matcher.end();
    return matcher.group();
  }

  /** Returns the next character that is not white space, or 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skip(char wanted) {
    if (peek() != wanted) {
      throw expected("'" + wanted + "'");
    }
    at++;
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException("at character " + (at + 1) + ": expected " + what);
  }
}
