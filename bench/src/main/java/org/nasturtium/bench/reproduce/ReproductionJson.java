package org.nasturtium.bench.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Writes a reproduction report as JSON, in one line: {@code {"rows":[{"strategy", "dataset", "runs",
 * "validation_mean", "validation_std", "test_mean", "test_std", "published_validation",
 * "published_test", "within_band", ...}], "optima", "derived_cells", "comparisons", "ranks",
 * "omitted", ...}}. Accuracies are in percent; what is not published is null.
 */
public final class ReproductionJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReproductionJson() {}

  /**
   * Returns the JSON text of a report.
   *
   * @param report the report
   */
  public static String text(ReproductionReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("space", report.space())
        .put("source", report.source())
        .put("runs", report.runs())
        .put("seed", report.seed());
    put(root.putObject("conventions"), report.conventions());
    ArrayNode rows = root.putArray("rows");
    report.rows().forEach(row -> row(rows.addObject(), row));
    ArrayNode omitted = root.putArray("omitted");
    report
        .omissions()
        .forEach(
            omission ->
                omitted
                    .addObject()
                    .put("strategy", omission.strategy())
                    .put("dataset", omission.dataset())
                    .put("reason", omission.reason()));
    ArrayNode optima = root.putArray("optima");
    report.optima().forEach(optimum -> optimum(optima.addObject(), optimum));
    ArrayNode derived = root.putArray("derived_cells");
    report.derived().forEach(checked -> derived(derived.addObject(), checked));
    ArrayNode comparisons = root.putArray("comparisons");
    report.comparisons().forEach(each -> comparison(comparisons.addObject(), each));
    ArrayNode ranks = root.putArray("ranks");
    report.ranks().forEach(each -> ranks(ranks.addObject(), each));
    return written(root);
  }

  private static String written(ObjectNode root) {
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void put(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }

  private static void row(ObjectNode node, ReproducedRow row) {
    node.put("strategy", row.strategy())
        .put("method", row.method())
        .put("dataset", row.dataset())
        .put("runs", row.runs())
        .put("simulated_seconds", row.seconds())
        .put("evaluations_mean", row.evaluations())
        .put("validation_mean", row.validation().mean())
        .put("validation_std", row.validation().deviation())
        .put("test_mean", row.test().mean())
        .put("test_std", row.test().deviation())
        .put("published_validation", row.published().map(p -> p.validation().mean()).orElse(null))
        .put("published_test", row.published().map(p -> p.test().mean()).orElse(null))
        .put("within_band", row.withinBand().orElse(null));
    put(node.putObject("settings"), row.settings());
  }

  private static void optimum(ObjectNode node, Optimum optimum) {
    node.put("dataset", optimum.dataset())
        .put("by", optimum.by().label())
        .put("index", optimum.index())
        .put("architecture", optimum.architecture())
        .put("proxy_validation", optimum.proxy())
        .put("validation", optimum.validation())
        .put("test", optimum.test());
  }

  private static void derived(ObjectNode node, DerivedCells.Checked checked) {
    DerivedCells cells = checked.cells();
    node.put("method", cells.list()).put("dataset", cells.dataset());
    ArrayNode indices = node.putArray("indices");
    cells.indices().forEach(indices::add);
    node.put("validation_mean", checked.validation().mean())
        .put("validation_std", checked.validation().deviation())
        .put("test_mean", checked.test().mean())
        .put("test_std", checked.test().deviation())
        .put("published_validation", cells.publishedValidation().mean())
        .put("published_test", cells.publishedTest().mean())
        .put("equals_published", checked.equalsPublished())
        .put("note", cells.note());
  }

  private static void comparison(ObjectNode node, Comparison comparison) {
    node.put("dataset", comparison.dataset())
        .put("accuracy", comparison.accuracy().label())
        .put("first", comparison.first())
        .put("second", comparison.second())
        .put("mean_difference", comparison.meanDifference())
        .put("p_first_better", comparison.greater().pValue())
        .put("p_different", comparison.different().pValue());
  }

  private static void ranks(ObjectNode node, RankComparison ranks) {
    node.put("dataset", ranks.dataset())
        .put("accuracy", ranks.accuracy().label())
        .put("friedman_p", ranks.friedman().pValue())
        .put("critical_difference", ranks.critical().difference())
        .put("significance", ranks.critical().significance());
    ObjectNode average = node.putObject("average_ranks");
    for (int i = 0; i < ranks.strategies().size(); i++) {
      average.put(ranks.strategies().get(i), ranks.friedman().averageRanks().get(i));
    }
    ArrayNode groups = node.putArray("not_different");
    for (var group : ranks.critical().groups()) {
      ArrayNode names = groups.addArray();
      group.forEach(i -> names.add(ranks.strategies().get(i)));
    }
  }
}
