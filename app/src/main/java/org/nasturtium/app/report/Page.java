package org.nasturtium.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nasturtium.core.file.DurableFile;

/**
 * A page is a report made of sections: text, pictures of cells, plots and tables. It needs nothing
 * else: no network, no script, no other file.
 *
 * @param title its heading
 * @param headline one sentence: what was found
 * @param sections its parts, in reading order
 */
public record Page(String title, String headline, List<Section> sections) {
  /** Copies the sections. */
  public Page {
    sections = List.copyOf(sections);
  }

  /**
   * Writes the page. Readers of the file see the old page or the whole new one.
   *
   * @param file the file to write, replaced if it exists; its folder is made if missing
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(".").normalize());
    DurableFile.write(file, html());
  }

  /** Returns the page as HTML; the same page always becomes the same bytes on a machine. */
  String html() {
    return new Template("page.ftlh").fill(Map.of("page", this, "sections", shown(sections)));
  }

  /** Returns what a template shows of sections that are not empty. */
  static List<Map<String, Object>> shown(List<Section> sections) {
    Palette marks =
        Palette.of(
            sections.stream()
                .flatMap(section -> section.plots().stream())
                .flatMap(plot -> plot.marks().stream())
                .filter(each -> !each.hasValues())
                .map(Plot.Marks::name)
                .toList());
    Palette operations =
        Palette.of(
            sections.stream()
                .flatMap(section -> section.pictures().stream())
                .flatMap(cell -> cell.labels().stream())
                .toList());
    return sections.stream()
        .filter(section -> !section.isEmpty())
        .map(section -> values(section, marks, operations))
        .toList();
  }

  /** Returns the colors of marks that have one, unless a plot shows nothing else. */
  private static List<Map<String, String>> legend(Plot plot, Palette palette) {
    return plot.marks().size() == 1
        ? List.of()
        : plot.marks().stream()
            .filter(each -> !each.hasValues())
            .map(each -> Map.of("name", each.name(), "color", palette.color(each.name())))
            .toList();
  }

  private static Map<String, Object> values(Section section, Palette marks, Palette operations) {
    List<Map<String, Object>> plots = new ArrayList<>();
    for (Plot plot : section.plots()) {
      if (plot.hasPoints()) {
        String key = section.id() + plots.size();
        plots.add(
            Map.of(
                "title",
                plot.title(),
                "svg",
                Template.markup(PlotDrawing.svg(key, plot, marks)),
                "legend",
                legend(plot, marks),
                "scale",
                ColorScale.of(plot).map(scale -> scale.legend(plot.colors())).orElse(Map.of())));
      }
    }
    List<Map<String, Object>> pictures =
        section.pictures().stream()
            .map(
                cell ->
                    Map.<String, Object>of(
                        "title",
                        cell.title(),
                        "svg",
                        Template.markup(GraphDrawing.cell(cell, operations))))
            .toList();
    return Map.of("section", section, "plots", plots, "pictures", pictures);
  }
}
