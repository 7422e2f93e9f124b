package org.nasturtium.torch.supernet;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;

/** Different architectures drawn uniformly from the space (RSPS; Li and Talwalkar, 2019). */
public record RandomCandidates() implements Candidates {
  @Override
  public List<Architecture> of(Derivation.Context context) {
    RandomGenerator random = context.seed().child("candidates").random();
    return Candidates.different(context, () -> context.supernet().space().sample(random));
  }
}
