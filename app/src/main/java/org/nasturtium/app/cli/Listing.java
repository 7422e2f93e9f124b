package org.nasturtium.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nasturtium.app.run.Preset;
import org.nasturtium.app.run.Presets;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.recipe.Recipes;
import picocli.CommandLine;

/** What the registries hold, name by name with one line each, below the options of a help text. */
final class Listing {
  private Listing() {}

  /** Adds the listings to the commands that take their names. */
  static void addTo(CommandLine root) {
    footer(root, "search", spaces(), methods(), strategies(), presets());
    footer(root, "compare", spaces(), methods(), presets());
    footer(root, "train", spaces(), architectures(), presets());
    footer(root, "cost", spaces(), architectures(), presets());
  }

  @SafeVarargs
  static void footer(CommandLine root, String command, List<String>... listings) {
    List<String> lines = new ArrayList<>();
    for (List<String> listing : listings) {
      lines.add("");
      lines.addAll(listing);
    }
    CommandLine found = root.getSubcommands().get(command);
    if (found == null) {
      throw new IllegalArgumentException("there is no command " + command);
    }
    found.getCommandSpec().usageMessage().footer(lines.toArray(new String[0]));
  }

  static List<String> spaces() {
    return lines("Spaces (--space):", SearchSpaces.meanings());
  }

  static List<String> methods() {
    Map<String, String> rows = new LinkedHashMap<>();
    Recipes.all().forEach(recipe -> rows.put(recipe.name(), recipe.source()));
    return lines("Methods (--method):", rows);
  }

  static List<String> strategies() {
    Map<String, String> rows = new LinkedHashMap<>();
    SearchStrategies.known().rows().forEach(row -> rows.put(row.name(), row.source()));
    return lines("Strategies (--strategy):", rows);
  }

  static List<String> presets() {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Preset preset : Presets.all()) {
      rows.put(preset.name(), preset.meaning());
    }
    return lines("Presets (--preset):", rows);
  }

  static List<String> architectures() {
    Map<String, String> rows = new LinkedHashMap<>();
    SearchSpaces.named().forEach((name, space) -> rows.put(name, "of " + space));
    return lines("Named architectures (--architecture):", rows);
  }

  /** A percent sign would begin a format. */
  private static List<String> lines(String title, Map<String, String> rows) {
    List<String> lines = new ArrayList<>(List.of(title));
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows.forEach(
        (name, meaning) ->
            lines.add(("  %-" + width + "s  %s").formatted(name, meaning).replace("%", "%%")));
    return lines;
  }
}
