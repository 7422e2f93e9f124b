package org.nasturtium.torch.supernet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.OpenSpace;

/**
 * The architectures of highest probability, the sum of their picks' log-probabilities (SETN; Dong
 * and Yang, 2019).
 *
 * <p>Exact in spaces of at most {@value #ENUMERABLE} architectures. In larger ones, the most
 * probable of the rule's own answer and {@value #DRAWS} answers per candidate to scores disturbed
 * by Gumbel noise of growing size, which is a deviation.
 *
 * @param edges which edges they leave empty
 */
public record MostProbable(Edges edges) implements Candidates {
  private static final String NONE = "none";

  /** What a candidate named {@code none} loses where edges are to be filled. */
  private static final double PENALTY = 1000;

  private static final int ENUMERABLE = 50_000;
  private static final int DRAWS = 50;

  /** Which edges of a candidate stay empty. */
  public enum Edges {
    /** Those whose {@code none} makes it probable, as published. */
    AS_PROBABLE,
    /**
     * None if limits allow: ours. A policy that learned from weights of a few epochs prefers {@code
     * none}, because operations that are not trained yet are noise.
     */
    FILLED
  }

  /** The candidates as published. */
  public MostProbable() {
    this(Edges.AS_PROBABLE);
  }

  @Override
  public List<Architecture> of(Derivation.Context context) {
    OpenSpace space = context.supernet().space();
    double[][] scores = context.logProbabilities();
    if (edges == Edges.FILLED) {
      penalize(space, scores);
    }
    List<Architecture> pool = new ArrayList<>(pool(space, scores, context));
    pool.sort(Comparator.comparingDouble(architecture -> -sum(scores, architecture)));
    return pool.stream().filter(context.limits().allows()).limit(context.candidates()).toList();
  }

  private static void penalize(OpenSpace space, double[][] scores) {
    for (int i = 0; i < scores.length; i++) {
      int none = space.choices().get(i).candidates().indexOf(NONE);
      if (none >= 0) {
        scores[i][none] -= PENALTY;
      }
    }
  }

  private static Set<Architecture> pool(
      OpenSpace space, double[][] scores, Derivation.Context context) {
    Set<Architecture> pool = new LinkedHashSet<>();
    if (space.size().compareTo(BigInteger.valueOf(ENUMERABLE)) <= 0) {
      IntStream.range(0, space.size().intValueExact())
          .forEach(i -> pool.add(space.unrank(BigInteger.valueOf(i))));
      return pool;
    }
    RandomGenerator random = context.seed().child("candidates").random();
    int draws = DRAWS * context.candidates();
    for (int i = 0; i < draws; i++) {
      pool.add(space.derive(disturbed(scores, (double) i / draws, random)));
    }
    return pool;
  }

  /** The first draw is not disturbed at all. */
  private static double[][] disturbed(double[][] scores, double size, RandomGenerator random) {
    double[][] disturbed = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      disturbed[i] = scores[i].clone();
      for (int k = 0; k < disturbed[i].length; k++) {
        disturbed[i][k] += size * GumbelHard.noise(random);
      }
    }
    return disturbed;
  }

  private static double sum(double[][] scores, Architecture architecture) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += scores[i][architecture.pick(i)];
    }
    return sum;
  }
}
