package org.nasturtium.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search report is everything the page about a run shows, as plain values. Parts that are empty
 * have no section.
 *
 * @param title the heading of the page
 * @param headline one sentence: what was found and how good it is
 * @param settings the settings of the run, in reading order
 * @param cells the cells of the found architecture
 * @param architecture the found architecture in text form; empty if there is none
 * @param index its position in the space; empty if there is none
 * @param comparison what the found network, which comes first, and others reached
 * @param costs what networks cost for one image
 * @param curves loss, accuracy, temperature and the like over the epochs
 * @param probabilities how the probabilities of the choices moved
 * @param sections further sections, each with an id that no other section has
 * @param network the whole found network
 * @param confusion which classes are taken for which on the test set
 * @param deployment how to use the exported network
 * @param notes how it was found: one paragraph each, deviations from the paper among them
 * @param provenance versions, seeds, fingerprints, machine and command, in reading order
 */
public record SearchReport(
    String title,
    String headline,
    Map<String, String> settings,
    List<CellPicture> cells,
    String architecture,
    String index,
    List<ComparisonRow> comparison,
    List<CostRow> costs,
    List<Curves> curves,
    List<ChoiceHistory> probabilities,
    List<Section> sections,
    Optional<NetworkPicture> network,
    Optional<Confusion> confusion,
    Optional<Deployment> deployment,
    List<String> notes,
    Map<String, String> provenance) {
  /** Copies the collections. */
  public SearchReport {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    cells = List.copyOf(cells);
    comparison = List.copyOf(comparison);
    costs = List.copyOf(costs);
    curves = List.copyOf(curves);
    probabilities = List.copyOf(probabilities);
    sections = List.copyOf(sections);
    notes = List.copyOf(notes);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * Returns a builder of a report without any optional part.
   *
   * @param title the heading of the page
   * @param headline one sentence: what was found and how good it is
   */
  public static SearchReportBuilder of(String title, String headline) {
    return new SearchReportBuilder(title, headline);
  }
}
