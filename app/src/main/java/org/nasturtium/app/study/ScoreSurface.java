package org.nasturtium.app.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Plot.Point;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.Surrogate;
import org.nasturtium.core.statistics.PrincipalComponents;
import org.nasturtium.core.trial.Metric;

/**
 * A score surface is what a predictor expects of graphs, over the first two principal components of
 * their vectors (figure 4 of NASGEM).
 *
 * @param vectors the vectors of graphs
 * @param surrogate a predictor on these vectors that has learned
 * @param objective what it predicts
 */
record ScoreSurface(GraphVectors vectors, Surrogate surrogate, Metric objective) {
  /**
   * Returns the surface.
   *
   * @param sample random architectures
   * @param trials those that were tried
   * @param best the best of these
   */
  Plot plot(List<Architecture> sample, List<Architecture> trials, Architecture best) {
    List<double[]> all = vectors.of(Stream.concat(sample.stream(), trials.stream()).toList());
    int count = Math.min(2, vectors.embedding().dimension());
    PrincipalComponents components = PrincipalComponents.of(all, count);
    return new Plot(
        "Predicted scores, " + vectors.name(),
        axis("first", components.share(0)),
        axis("second", count == 1 ? 0 : components.share(1)),
        List.of(
            marks("random graphs", sample, all.subList(0, sample.size()), components),
            marks("trials", trials, all.subList(sample.size(), all.size()), components),
            new Marks(
                "best so far",
                Kind.POINTS,
                List.of(place(components.project(vectors.of(List.of(best)).get(0)))))),
        "predicted " + StudyPage.label(objective));
  }

  private static Axis axis(String which, double share) {
    return Axis.of(
        String.format(Locale.ROOT, "%s principal component (%.0f %%)", which, 100 * share));
  }

  private Marks marks(
      String name,
      List<Architecture> architectures,
      List<double[]> rows,
      PrincipalComponents components) {
    return new Marks(
        name,
        Kind.POINTS,
        rows.stream().map(row -> place(components.project(row))).toList(),
        surrogate.guess(architectures).stream()
            .map(guess -> objective.direction().score(guess.mean()))
            .toList());
  }

  private static Point place(double[] along) {
    return new Point(along[0], along.length > 1 ? along[1] : 0);
  }
}
