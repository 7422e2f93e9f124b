package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A palette is one color per name, so that an operation looks the same in every picture of a page.
 *
 * <p>Names that are all numbers, such as widths, get a ramp from light to dark; other names get
 * colors that are easy to tell apart, also with a color vision deficiency. The absent operation is
 * gray.
 */
public final class Palette {
  /** The color of the absent operation and of everything that has no name. */
  static final String NEUTRAL = "#8a94a0";

  private static final Set<String> ABSENT = Set.of("", "none", "zero");
  private static final List<String> DISTINCT =
      List.of(
          "#3b78b8", "#e08a2e", "#3f9b63", "#c5524b", "#8066b3", "#2fa3a8", "#d276a7", "#8c6d4f",
          "#a89a2c", "#4a5a78");
  private static final int[][] RAMP = {
    {0x8f, 0xcf, 0xb0}, {0x2f, 0x9b, 0xb5}, {0x3a, 0x5f, 0xa8}, {0x3b, 0x1f, 0x6b}
  };

  private final Map<String, String> colors = new LinkedHashMap<>();

  private Palette(Collection<String> names) {
    List<String> drawn = names.stream().distinct().filter(name -> !isAbsent(name)).toList();
    boolean ordered = drawn.size() > 2 && drawn.stream().allMatch(Palette::isNumber);
    List<String> order =
        ordered
            ? drawn.stream()
                .sorted((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)))
                .toList()
            : drawn;
    names.forEach(name -> colors.put(name, NEUTRAL));
    for (int i = 0; i < order.size(); i++) {
      colors.put(order.get(i), ordered ? ramp((double) i / (order.size() - 1)) : distinct(i));
    }
  }

  /**
   * Returns a palette.
   *
   * @param names the names to tell apart; repetitions are fine
   */
  public static Palette of(Collection<String> names) {
    return new Palette(names);
  }

  /** Returns the names, in the order they were first given. */
  public List<String> names() {
    return new ArrayList<>(colors.keySet());
  }

  /**
   * Returns the color of a name as {@code #rrggbb}; gray for a name this palette does not know.
   *
   * @param name the name
   */
  public String color(String name) {
    return colors.getOrDefault(name, NEUTRAL);
  }

  /**
   * Returns whether a name stands for an operation that passes nothing on.
   *
   * @param name the name of an operation
   */
  static boolean isAbsent(String name) {
    return ABSENT.contains(name);
  }

  private static boolean isNumber(String name) {
    return name.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
  }

  private static String distinct(int position) {
    if (position < DISTINCT.size()) {
      return DISTINCT.get(position);
    }
    // The golden angle keeps any number of further hues apart.
    int rgb = java.awt.Color.HSBtoRGB(position * 0.381966f, 0.55f, 0.65f);
    return hex(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
  }

  /**
   * Returns the color of a position on the ramp from light to dark as {@code #rrggbb}.
   *
   * @param position 0 to 1
   */
  static String ramp(double position) {
    double stop = position * (RAMP.length - 1);
    int from = Math.min((int) stop, RAMP.length - 2);
    double part = stop - from;
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = (int) Math.round(RAMP[from][c] + part * (RAMP[from + 1][c] - RAMP[from][c]));
    }
    return hex(mixed[0], mixed[1], mixed[2]);
  }

  private static String hex(int red, int green, int blue) {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
