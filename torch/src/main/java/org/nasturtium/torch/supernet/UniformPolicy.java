package org.nasturtium.torch.supernet;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * The policy that never learns: every candidate of a choice is as probable as the others (RSPS).
 */
public final class UniformPolicy implements Policy {
  private final Tensor[] logits;

  /**
   * Creates the policy.
   *
   * @param space the space
   * @param type fp32 or fp64
   * @param seed not drawn from
   */
  public UniformPolicy(OpenSpace space, ScalarType type, Seed seed) {
    logits = new Tensor[space.choices().size()];
    try (StepScope scope = StepScope.open()) {
      for (int i = 0; i < logits.length; i++) {
        logits[i] = Tensors.kept(SearchableMask.of(space, i, type));
      }
    }
  }

  @Override
  public Logits compute() {
    return (choice, picks) -> logits[choice];
  }

  @Override
  public Map<String, Tensor> trainable() {
    return Map.of();
  }

  @Override
  public void close() {
    Arrays.stream(logits).forEach(Tensor::close);
  }
}
