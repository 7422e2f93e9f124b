package org.nasturtium.core.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Settings are the options of one thing as a user gave them, {@code name=value} each, read once
 * with their kinds, ranges and defaults.
 *
 * <p>Every read remembers the value in effect, so what was read is also the list of the known
 * names: read all, then call {@link #finish}. Not thread-safe.
 */
public final class Settings {
  private final String owner;
  private final Map<String, String> given;
  private final SortedMap<String, String> effective = new TreeMap<>();

  private Settings(String owner, Map<String, String> given) {
    this.owner = owner;
    this.given = given;
  }

  /**
   * Returns the settings of some texts.
   *
   * @param owner what they are for, as messages name it, for example {@code strategy evolution}
   * @param texts {@code name=value} each; none for all defaults
   * @throws InvalidInputException if a text is not of that form or names a setting twice
   */
  public static Settings of(String owner, List<String> texts) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new InvalidInputException(
            "setting '%s' of %s is not of the form name=value".formatted(text, owner));
      }
      String name = text.substring(0, equals).strip();
      if (given.put(name, text.substring(equals + 1).strip()) != null) {
        throw new InvalidInputException("setting '%s' of %s is given twice".formatted(name, owner));
      }
    }
    return new Settings(owner, given);
  }

  /**
   * Reads a whole number.
   *
   * @param name the name of the setting
   * @param fallback its default
   * @param least the smallest value allowed
   * @param most the largest value allowed
   * @throws InvalidInputException if the text is not such a number
   */
  public int integer(String name, int fallback, int least, int most) {
    String text = read(name, Integer.toString(fallback));
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        effective.put(name, Integer.toString(value));
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(name, text, "a whole number from %d to %d".formatted(least, most), e);
    }
    throw refused(name, text, "a whole number from %d to %d".formatted(least, most), null);
  }

  /**
   * Reads a number.
   *
   * @param name the name of the setting
   * @param fallback its default
   * @param least the smallest value allowed
   * @param most the largest value allowed
   * @throws InvalidInputException if the text is not such a number
   */
  public double number(String name, double fallback, double least, double most) {
    String text = read(name, Double.toString(fallback));
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        effective.put(name, Double.toString(value));
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(name, text, "a number from %s to %s".formatted(least, most), e);
    }
    throw refused(name, text, "a number from %s to %s".formatted(least, most), null);
  }

  /**
   * Reads one of several named values.
   *
   * @param name the name of the setting
   * @param fallback its default, which also names the values: the constants of its enum in lower
   *     case, with dashes
   * @throws InvalidInputException if the text is none of them
   */
  public <E extends Enum<E>> E oneOf(String name, E fallback) {
    String text = read(name, word(fallback));
    List<E> values = List.of(fallback.getDeclaringClass().getEnumConstants());
    for (E value : values) {
      if (word(value).equals(text)) {
        return value;
      }
    }
    String words = String.join(", ", values.stream().map(Settings::word).toList());
    throw refused(name, text, "one of " + words, null);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String read(String name, String fallback) {
    String text = given.getOrDefault(name, fallback);
    effective.put(name, text);
    return text;
  }

  private InvalidInputException refused(
      String name, String text, String expected, @Nullable Exception cause) {
    String message =
        "setting '%s' of %s is '%s'; expected %s".formatted(name, owner, text, expected);
    return cause == null
        ? new InvalidInputException(message)
        : new InvalidInputException(message, cause);
  }

  /**
   * Ends the reading.
   *
   * @return the values in effect, by name
   * @throws InvalidInputException if a setting was given that nothing read; the message lists the
   *     known ones
   */
  public SortedMap<String, String> finish() {
    for (String name : given.keySet()) {
      if (!effective.containsKey(name)) {
        String known =
            effective.isEmpty() ? "it has none" : "known: " + String.join(", ", effective.keySet());
        throw new InvalidInputException("%s has no setting '%s'; %s".formatted(owner, name, known));
      }
    }
    return Collections.unmodifiableSortedMap(new TreeMap<>(effective));
  }
}
