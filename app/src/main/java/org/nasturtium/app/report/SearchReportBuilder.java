package org.nasturtium.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a {@link SearchReport} part by part; a part that is not given is empty.
 *
 * <p>Not thread-safe.
 */
public final class SearchReportBuilder {
  private final String title;
  private final String headline;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> provenance = new LinkedHashMap<>();
  private List<CellPicture> cells = List.of();
  private String architecture = "";
  private String index = "";
  private List<ComparisonRow> comparison = List.of();
  private List<CostRow> costs = List.of();
  private List<Curves> curves = List.of();
  private List<ChoiceHistory> probabilities = List.of();
  private List<Section> sections = List.of();
  private Optional<NetworkPicture> network = Optional.empty();
  private Optional<Confusion> confusion = Optional.empty();
  private Optional<Deployment> deployment = Optional.empty();
  private List<String> notes = List.of();

  SearchReportBuilder(String title, String headline) {
    this.title = title;
    this.headline = headline;
  }

  /** Adds a setting of the run after those already given. */
  public SearchReportBuilder setting(String name, Object value) {
    settings.put(name, value.toString());
    return this;
  }

  /** Adds a fact about where the result comes from after those already given. */
  public SearchReportBuilder provenance(String name, Object value) {
    provenance.put(name, value.toString());
    return this;
  }

  /** Sets the cells of the found architecture. */
  public SearchReportBuilder cells(List<CellPicture> all) {
    cells = all;
    return this;
  }

  /**
   * Sets the found architecture.
   *
   * @param text its text form
   * @param position its position in the space; empty if it has none
   */
  public SearchReportBuilder architecture(String text, String position) {
    architecture = text;
    index = position;
    return this;
  }

  /** Sets what the found network and others reached. */
  public SearchReportBuilder comparison(List<ComparisonRow> rows) {
    comparison = rows;
    return this;
  }

  /** Sets what networks cost for one image. */
  public SearchReportBuilder costs(List<CostRow> rows) {
    costs = rows;
    return this;
  }

  /** Sets the curves over the epochs. */
  public SearchReportBuilder curves(List<Curves> all) {
    curves = all;
    return this;
  }

  /** Sets how the probabilities of the choices moved. */
  public SearchReportBuilder probabilities(List<ChoiceHistory> all) {
    probabilities = all;
    return this;
  }

  /** Sets further sections. */
  public SearchReportBuilder sections(List<Section> further) {
    sections = further;
    return this;
  }

  /** Sets the picture of the whole network. */
  public SearchReportBuilder network(NetworkPicture picture) {
    network = Optional.of(picture);
    return this;
  }

  /** Sets which classes are taken for which. */
  public SearchReportBuilder confusion(Confusion matrix) {
    confusion = Optional.of(matrix);
    return this;
  }

  /** Sets how to use the exported network. */
  public SearchReportBuilder deployment(Deployment exported) {
    deployment = Optional.of(exported);
    return this;
  }

  /** Sets how it was found, one paragraph each. */
  public SearchReportBuilder notes(List<String> paragraphs) {
    notes = paragraphs;
    return this;
  }

  /** Returns the report. */
  public SearchReport build() {
    return new SearchReport(
        title,
        headline,
        settings,
        cells,
        architecture,
        index,
        comparison,
        costs,
        curves,
        probabilities,
        sections,
        network,
        confusion,
        deployment,
        notes,
        provenance);
  }
}
