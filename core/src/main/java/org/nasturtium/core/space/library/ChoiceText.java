package org.nasturtium.core.space.library;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * The text form of architectures over a user's own choices: {@code choice=candidate,
 * choice=candidate}.
 */
final class ChoiceText {
  private static final Pattern READABLE =
      Pattern.compile("[^=,\\s\\p{Cntrl}]([^=,\\p{Cntrl}]*[^=,\\s\\p{Cntrl}])?");

  private final String name;
  private final List<Choice> choices;

  /**
   * Creates the text form of a space.
   *
   * @param kind what names the choices, for messages, such as {@code graph}
   * @param name the name of the space
   * @param choices its choices
   * @throws InvalidInputException if they leave nothing to search, or one of their names cannot
   *     stand in the text
   */
  ChoiceText(String kind, String name, List<Choice> choices) {
    this.name = name;
    this.choices = choices;
    if (choices.stream().noneMatch(choice -> choice.size() > 1)) {
      throw new InvalidInputException(
          "%s %s leaves nothing to search: expected at least one choice of two or more candidates"
              .formatted(kind, name));
    }
    for (Choice choice : choices) {
      checkReadable(kind, choice.name());
      choice.candidates().forEach(candidate -> checkReadable(kind, candidate));
    }
  }

  private void checkReadable(String kind, String label) {
    if (!READABLE.matcher(label).matches()) {
      throw new InvalidInputException(
          "%s %s names a choice or candidate '%s'; names must not hold '=', ',' or control characters"
              .formatted(kind, name, label));
    }
  }

  String format(Architecture architecture) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < choices.size(); i++) {
      text.add(choices.get(i).name() + "=" + choices.get(i).candidate(architecture.pick(i)));
    }
    return text.toString();
  }

  Architecture parse(String text) {
    int[] picks = new int[choices.size()];
    Arrays.fill(picks, -1);
    for (String part : text.strip().split(",", -1)) {
      String[] sides = part.split("=", -1);
      if (sides.length != 2) {
        throw malformed("expected choice=candidate, found '" + part.strip() + "'");
      }
      int choice = position(sides[0].strip());
      if (picks[choice] >= 0) {
        throw malformed("choice " + choices.get(choice).name() + " is picked twice");
      }
      picks[choice] = candidate(choices.get(choice), sides[1].strip());
    }
    for (int i = 0; i < picks.length; i++) {
      if (picks[i] < 0) {
        throw malformed("choice " + choices.get(i).name() + " is missing");
      }
    }
    return Architecture.of(picks);
  }

  private int position(String choice) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).name().equals(choice)) {
        return i;
      }
    }
    throw malformed(
        "unknown choice '" + choice + "'; known: " + choices.stream().map(Choice::name).toList());
  }

  private int candidate(Choice choice, String candidate) {
    int pick = choice.candidates().indexOf(candidate);
    if (pick < 0) {
      throw malformed(
          "choice %s has no candidate '%s'; known: %s"
              .formatted(choice.name(), candidate, choice.candidates()));
    }
    return pick;
  }

  private InvalidInputException malformed(String why) {
    return new InvalidInputException("malformed architecture of " + name + ": " + why);
  }
}
