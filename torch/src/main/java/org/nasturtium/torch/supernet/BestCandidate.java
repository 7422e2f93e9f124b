package org.nasturtium.torch.supernet;

import java.math.BigInteger;
import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.OpenSpace;

/**
 * The best of K candidates, scored with the shared weights on validation images (reference section
 * 10.3; the noise of one batch of 512 is about 2 points). The first of equals wins.
 *
 * <p>Where the limits leave no candidate, the space's rule answers, or says that nothing is
 * allowed.
 *
 * @param candidates where they come from
 * @param score how they are compared
 */
public record BestCandidate(Candidates candidates, CandidateScore score) implements Derivation {
  /** The best by accuracy with the shared weights, as published. */
  public BestCandidate(Candidates candidates) {
    this(candidates, new SharedAccuracy());
  }

  @Override
  public Architecture derive(Context context) {
    List<Architecture> some = candidates.of(context);
    if (some.isEmpty()) {
      return new SpaceRule().derive(context);
    }
    List<Double> scores = some.size() == 1 ? List.of(0.0) : context.scores(score, some);
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      best = scores.get(i) > scores.get(best) ? i : best;
    }
    return some.get(best);
  }

  @Override
  public boolean scoresCandidates() {
    return true;
  }

  @Override
  public void require(OpenSpace space, CandidateOptions options) {
    require(space, options.count(), "--candidates");
    require(space, options.preview(), "--preview-candidates");
  }

  private static void require(OpenSpace space, int count, String option) {
    if (space.size().compareTo(BigInteger.valueOf(count)) < 0) {
      throw new InvalidInputException(
          "%d candidates are more than the %s architectures of space %s; expected %s %s or fewer"
              .formatted(count, space.size(), space.name(), option, space.size()));
    }
  }
}
