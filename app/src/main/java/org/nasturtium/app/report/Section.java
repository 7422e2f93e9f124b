package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section is one part of a {@link Page}; what is empty is not shown.
 *
 * @param id a word that no other section of the page has, for links
 * @param title its heading
 * @param paragraphs its texts
 * @param pictures cells to draw
 * @param plots plots to draw
 * @param tables tables by their captions; an empty caption is not shown
 * @param facts names and values, in reading order
 */
public record Section(
    String id,
    String title,
    List<String> paragraphs,
    List<CellPicture> pictures,
    List<Plot> plots,
    Map<String, Table> tables,
    Map<String, String> facts) {
  /** Copies the collections. */
  public Section {
    paragraphs = List.copyOf(paragraphs);
    pictures = List.copyOf(pictures);
    plots = List.copyOf(plots);
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Returns an empty section.
   *
   * @param id a word that no other section of the page has
   * @param title its heading
   */
  public static Section of(String id, String title) {
    return new Section(id, title, List.of(), List.of(), List.of(), Map.of(), Map.of());
  }

  /** Returns this section with one more paragraph. */
  public Section withText(String paragraph) {
    return new Section(id, title, plus(paragraphs, paragraph), pictures, plots, tables, facts);
  }

  /** Returns this section with drawings of cells. */
  public Section withCells(List<CellPicture> cells) {
    return new Section(id, title, paragraphs, cells, plots, tables, facts);
  }

  /** Returns this section with one more plot. */
  public Section withPlot(Plot plot) {
    return new Section(id, title, paragraphs, pictures, plus(plots, plot), tables, facts);
  }

  /**
   * Returns this section with one more table.
   *
   * @param caption what the table shows, unlike that of any other of this section; empty for none
   * @param table the table
   */
  public Section withTable(String caption, Table table) {
    Map<String, Table> more = new LinkedHashMap<>(tables);
    more.put(caption, table);
    return new Section(id, title, paragraphs, pictures, plots, more, facts);
  }

  /** Returns this section with names and values. */
  public Section withFacts(Map<String, String> all) {
    return new Section(id, title, paragraphs, pictures, plots, tables, all);
  }

  boolean isEmpty() {
    return paragraphs.isEmpty()
        && pictures.isEmpty()
        && plots.stream().noneMatch(Plot::hasPoints)
        && tables.isEmpty()
        && facts.isEmpty();
  }

  private static <T> List<T> plus(List<T> list, T next) {
    List<T> more = new ArrayList<>(list);
    more.add(next);
    return more;
  }
}
