package org.nasturtium.core.space.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;

/**
 * A choice space is a plain list of choices: every combination of picks is an architecture, in the
 * order of the Cartesian product. It builds no networks; a benchmark table says what its
 * architectures are worth.
 *
 * <p>It is read from a JSON file, {@code {"name": "mine", "choices": [{"name": "depth",
 * "candidates": ["2", "4"]}, ...]}}, or from a CSV file whose first line is {@code
 * choice,candidate} and whose other lines are one candidate each, in order; a CSV file names the
 * space by its own name. The text form is {@code depth=2, width=8}.
 */
public final class ChoiceSpace implements SearchSpace {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final String HEADER = "choice,candidate";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final String name;
  private final List<Choice> choices;
  private final ChoiceText text;

  /**
   * Creates a space.
   *
   * @param name the name: letters, digits, dots, dashes and underscores
   * @param choices the choices, all of different names, at least one of two or more candidates
   * @throws InvalidInputException if the names do not fit or nothing is left to search
   */
  public ChoiceSpace(String name, List<Choice> choices) {
    this.name = name;
    this.choices = List.copyOf(choices);
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "a space cannot be named '%s'; expected letters, digits, '.', '_' and '-'"
              .formatted(name));
    }
    if (choices.stream().map(Choice::name).distinct().count() < choices.size()) {
      throw new InvalidInputException("choices " + name + " name a choice twice");
    }
    this.text = new ChoiceText("choices", name, this.choices);
  }

  /**
   * Returns whether a file holds choices in JSON; false if it cannot be read.
   *
   * @param file the file
   */
  static boolean isJson(Path file) {
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file));
      return tree.has("choices") && !tree.has("nodes") && !tree.has("format");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a file of choices.
   *
   * @param file a file ending in {@code .csv}, or one in JSON
   * @throws InvalidInputException if the file cannot be read or does not hold choices; the message
   *     names the file and the place
   */
  public static ChoiceSpace read(Path file) {
    try {
      String content = Files.readString(file);
      String base = String.valueOf(file.getFileName());
      return base.endsWith(".csv")
          ? new ChoiceSpace(base.substring(0, base.length() - 4), ofCsv(content))
          : ofJson(content);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read choices file " + file + ": expected a JSON or CSV file in UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("choices file " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Choice> ofCsv(String content) {
    List<String> lines = content.lines().toList();
    if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
      throw new InvalidInputException("line 1 should be '" + HEADER + "'");
    }
    Map<String, List<String>> candidates = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] values = lines.get(i).strip().split(",", -1);
      if (lines.get(i).isBlank()) {
        continue;
      }
      if (values.length != 2 || values[0].isBlank() || values[1].isBlank()) {
        throw new InvalidInputException(
            "line %d should be a choice and a candidate between one ',', found '%s'"
                .formatted(i + 1, lines.get(i)));
      }
      candidates
          .computeIfAbsent(values[0].strip(), key -> new ArrayList<>())
          .add(values[1].strip());
    }
    return candidates.entrySet().stream().map(e -> Choice.of(e.getKey(), e.getValue())).toList();
  }

  private static ChoiceSpace ofJson(String content) {
    try {
      @Nullable Form form = MAPPER.readValue(content, Form.class);
      if (form == null || form.name() == null || form.choices() == null) {
        throw new InvalidInputException("expected a 'name' and 'choices'");
      }
      List<Choice> choices = new ArrayList<>();
      for (Entry entry : form.choices()) {
        choices.add(choice(choices.size() + 1, entry));
      }
      return new ChoiceSpace(form.name(), choices);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
      throw new InvalidInputException(
          where + e.getOriginalMessage().lines().findFirst().orElse("not readable"), e);
    }
  }

  private static Choice choice(int number, @Nullable Entry entry) {
    if (entry == null || entry.name() == null || entry.candidates() == null) {
      throw new InvalidInputException("choice " + number + " needs a 'name' and 'candidates'");
    }
    if (entry.candidates().contains(null)) {
      throw new InvalidInputException("choice " + entry.name() + " has a candidate without name");
    }
    return Choice.of(entry.name(), entry.candidates());
  }

  private record Form(@Nullable String name, @Nullable List<Entry> choices) {}

  private record Entry(@Nullable String name, @Nullable List<String> candidates) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public String format(Architecture architecture) {
    return text.format(architecture);
  }

  /** Returns the architecture of a text that names every choice once, in any order. */
  @Override
  public Architecture parse(String picks) {
    return text.parse(picks);
  }
}
