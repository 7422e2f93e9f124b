package org.nasturtium.app.study;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nasturtium.app.report.Plot;
import org.nasturtium.app.report.Plot.Axis;
import org.nasturtium.app.report.Plot.Kind;
import org.nasturtium.app.report.Plot.Marks;
import org.nasturtium.app.report.Section;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.torch.predict.GraphSurrogate;

/**
 * Shows what the graph vectors of a search tell of its scores: how far scores lie apart against the
 * cosine of vectors, with and without the kernel (figure 1 of NASGEM), and what a predictor makes
 * of the space (figure 4).
 */
final class EmbeddingSection {
  private static final int FEWEST_TRIALS = 10;
  private static final int MOST_PAIRS = 5000;
  private static final int SAMPLE = 2000;

  /** The most trials that are drawn beside the sample. */
  private static final int MOST_DOTS = 1000;

  /** The longest vectors whose components are found, which takes seconds then. */
  private static final int MOST_DIMENSIONS = 1000;

  private final SearchProblem problem;
  private final Supplier<GraphSurrogate> surrogates;
  private final Seed seed;

  /**
   * Creates the section of a search.
   *
   * @param problem what was searched, architectures that are graphs
   * @param surrogates makes a surrogate like that of the search, which learned nothing yet
   * @param seed where the draws come from
   */
  EmbeddingSection(SearchProblem problem, Supplier<GraphSurrogate> surrogates, Seed seed) {
    this.problem = problem;
    this.surrogates = surrogates;
    this.seed = seed;
  }

  /**
   * The completed trials.
   *
   * @param architectures what was tried
   * @param values what came of it
   */
  private record Measured(List<Architecture> architectures, List<Double> values) {
    static Measured of(List<Trial> trials, Metric objective) {
      return new Measured(
          trials.stream().map(trial -> trial.proposal().architecture()).toList(),
          trials.stream().map(trial -> trial.value(objective).orElseThrow()).toList());
    }

    double[] scores(Metric objective) {
      return values.stream().mapToDouble(objective.direction()::score).toArray();
    }

    Architecture best(Metric objective) {
      double[] scores = scores(objective);
      return architectures.get(
          IntStream.range(0, scores.length)
              .reduce((a, b) -> scores[b] > scores[a] ? b : a)
              .orElseThrow());
    }

    /** Returns what is drawn: all, or one in so many. */
    List<Architecture> drawn() {
      int apart = (architectures.size() - 1) / MOST_DOTS + 1;
      return IntStream.iterate(0, i -> i < architectures.size(), i -> i + apart)
          .mapToObj(architectures::get)
          .toList();
    }
  }

  /** Returns the section. */
  Section of(History history) {
    Section section = Section.of("vectors", "What the graph vectors tell");
    List<Trial> trials =
        history.trials().stream().filter(t -> t.value(problem.objective()).isPresent()).toList();
    if (trials.size() < FEWEST_TRIALS) {
      return section.withText(
          "Left out: scores of %d trials say too little of the vectors; the figures need %d."
              .formatted(trials.size(), FEWEST_TRIALS));
    }
    Measured measured = Measured.of(trials, problem.objective());
    GraphSurrogate surrogate = surrogates.get();
    CellGraphs graphs = CellGraphs.of(problem.space());
    GraphVectors searched = new GraphVectors(graphs, surrogate.embedding());
    return surface(distances(section, searched, measured), surrogate, searched, measured);
  }

  private Section distances(Section section, GraphVectors searched, Measured measured) {
    List<ScoreDistances.Pair> pairs =
        ScoreDistances.pairs(measured.values.size(), MOST_PAIRS, seed.child("pairs"));
    Section shown =
        section.withText(
            String.format(
                Locale.ROOT,
                "A dot of the first plots is a pair of trials (%,d): how far their %s lies apart against the cosine of their graph vectors. Where near graphs have near scores the correlation is negative (figure 1 of NASGEM). The flattened adjacency matrix stands for vectors without the kernel; it needs no training.",
                pairs.size(),
                problem.objective().name().replace('-', ' ')));
    GraphVectors flattened = GraphVectors.flattened(searched.graphs());
    List<GraphVectors> compared =
        searched.isLearned() ? List.of(searched, flattened) : List.of(searched);
    for (GraphVectors vectors : compared) {
      ScoreDistances found =
          ScoreDistances.of(vectors.of(measured.architectures), measured.values, pairs);
      shown =
          shown
              .withText(
                  "Spearman's correlation with the %s: %s."
                      .formatted(vectors.name(), text(found.spearman())))
              .withPlot(
                  new Plot(
                      "Score distance against similarity, " + vectors.name(),
                      Axis.of("cosine of the graph vectors"),
                      Axis.of("difference of " + StudyPage.label(problem.objective())),
                      List.of(
                          new Marks("pairs of trials", Kind.POINTS, found.points()),
                          new Marks(
                              "median of a tenth of the pairs", Kind.LINE, found.medians(10)))));
    }
    return shown;
  }

  private static String text(OptionalDouble correlation) {
    return correlation.isPresent()
        ? String.format(Locale.ROOT, "%.3f", correlation.getAsDouble())
        : "none, for one of the two is constant";
  }

  private Section surface(
      Section section, GraphSurrogate surrogate, GraphVectors vectors, Measured measured) {
    int dimension = vectors.embedding().dimension();
    if (dimension > MOST_DIMENSIONS) {
      return section.withText(
          String.format(
              Locale.ROOT,
              "The surface of scores is left out: the vectors have %,d numbers, and principal components are found of up to %,d.",
              dimension,
              MOST_DIMENSIONS));
    }
    surrogate.fit(measured.architectures, measured.scores(problem.objective()));
    List<Architecture> tried = measured.drawn();
    return section
        .withText(
            String.format(
                Locale.ROOT,
                "The last plot is the surface of scores (figure 4 of NASGEM): %,d random graphs as small dots and %,d trials as larger ones, at the first two principal components of their vectors, in the color of what a predictor expects that learned from all trials.",
                SAMPLE,
                tried.size()))
        .withPlot(
            new ScoreSurface(vectors, surrogate, problem.objective())
                .plot(sample(), tried, measured.best(problem.objective())));
  }

  private List<Architecture> sample() {
    return IntStream.range(0, SAMPLE)
        .mapToObj(i -> problem.space().sample(seed.child("sample", i).random()))
        .toList();
  }
}
