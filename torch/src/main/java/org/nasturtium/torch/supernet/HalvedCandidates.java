package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.OpenSpace;

/**
 * The best of K candidates by successive halving (Jamieson and Talwalkar, AISTATS 2016): all are
 * scored on one common batch, the better quarter again on a batch twice as large, and so on until
 * one is left or the whole validation set is the batch. If every image is asked for, all candidates
 * are scored on all of them, once.
 *
 * <p>So many candidates cost little, and the last comparisons have the least noise.
 *
 * @param candidates where they come from
 */
public record HalvedCandidates(Candidates candidates) implements Derivation {
  private static final int KEPT = 4;

  @Override
  public Architecture derive(Context context) {
    List<Architecture> rest = candidates.of(context);
    if (rest.isEmpty()) {
      return new SpaceRule().derive(context);
    }
    if (context.options().batches() == CandidateOptions.Batches.WHOLE_SET) {
      return sorted(rest, context).get(0);
    }
    int images = context.options().images();
    while (rest.size() > 1) {
      boolean whole = images >= context.validation().size();
      List<Architecture> sorted = sorted(rest, context.common(images));
      rest = sorted.subList(0, whole ? 1 : (rest.size() + KEPT - 1) / KEPT);
      images *= 2;
    }
    return rest.get(0);
  }

  private static List<Architecture> sorted(List<Architecture> rest, Context context) {
    List<Double> accuracies = context.accuracies(rest);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rest.size()).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> -accuracies.get(i)));
    return order.stream().map(rest::get).toList();
  }

  @Override
  public boolean scoresCandidates() {
    return true;
  }

  @Override
  public void require(OpenSpace space, CandidateOptions options) {
    new BestCandidate(candidates).require(space, options);
  }
}
