package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void everyNameHasAColorOfItsOwn() {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "operation" + i).toList();
    Palette palette = Palette.of(names);

    assertThat(names.stream().map(palette::color))
        .doesNotHaveDuplicates()
        .allMatch(c -> c.matches("#[0-9a-f]{6}"));
  }

  @Test
  void widthsGetDarkerAsTheyGrowInWhateverOrderTheyCome() {
    Palette palette = Palette.of(List.of("64", "8", "16", "32"));

    List<Integer> brightness =
        List.of("8", "16", "32", "64").stream()
            .map(name -> brightness(palette.color(name)))
            .toList();
    assertThat(brightness)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder())
        .doesNotHaveDuplicates();
  }

  @Test
  void theAbsentOperationIsGrayAndTakesNoColorAway() {
    assertThat(Palette.of(List.of("none", "a")).color("none")).isEqualTo(Palette.NEUTRAL);
    assertThat(Palette.of(List.of("none", "a")).color("a"))
        .isEqualTo(Palette.of(List.of("a")).color("a"));
  }

  private static int brightness(String color) {
    int rgb = Integer.parseInt(color.substring(1), 16);
    return (rgb >> 16) + (rgb >> 8 & 255) + (rgb & 255);
  }
}
