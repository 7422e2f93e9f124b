package org.nasturtium.torch.supernet;

import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.torch.engine.StepScope;

/** Different architectures drawn from the policy (ENAS; Pham et al., 2018). */
public record PolicyCandidates() implements Candidates {
  @Override
  public List<Architecture> of(Derivation.Context context) {
    RandomGenerator random = context.seed().child("candidates").random();
    Supernet supernet = context.supernet();
    return Candidates.different(
        context,
        () -> {
          try (StepScope scope = StepScope.open();
              NoGradGuard guard = new NoGradGuard()) {
            return PolicyDraw.from(supernet.space(), supernet.policy().compute(), random)
                .architecture();
          }
        });
  }
}
