package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.nasturtium.core.choice.Architecture;

/** Candidates are where a derivation by shared weights takes the architectures that it scores. */
@FunctionalInterface
public interface Candidates {
  /** How many draws are made for each candidate before giving up on finding another. */
  int DRAWS_PER_CANDIDATE = 200;

  /**
   * Returns at most {@link Derivation.Context#candidates} different allowed architectures.
   *
   * @param context the policy, the limits and the seed
   */
  List<Architecture> of(Derivation.Context context);

  /**
   * Returns different allowed architectures of a source of draws, fewer if limits or repetitions
   * leave none.
   *
   * @param context the number and the limits
   * @param draws the source
   */
  static List<Architecture> different(Derivation.Context context, Supplier<Architecture> draws) {
    Set<Architecture> seen = new LinkedHashSet<>();
    List<Architecture> found = new ArrayList<>();
    int wanted = context.candidates();
    for (long i = 0; i < (long) DRAWS_PER_CANDIDATE * wanted && found.size() < wanted; i++) {
      Architecture drawn = draws.get();
      if (seen.add(drawn) && context.limits().allows().test(drawn)) {
        found.add(drawn);
      }
    }
    return found;
  }
}
