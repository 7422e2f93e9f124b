package org.nasturtium.torch.supernet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * A free table of logits, one row per choice, as DARTS, GDAS and SETN have; initialized with 1e-3
 * times standard normal numbers.
 */
public final class FreeLogits implements Policy {
  private static final double SCALE = 1e-3;

  private final Map<String, Tensor> rows = new LinkedHashMap<>();
  private final List<Choice> choices;
  private final Tensor[] logits;
  private final Tensor[] masks;

  /**
   * Creates a table.
   *
   * @param space the space whose choices get a row each
   * @param type fp32 or fp64
   * @param seed where the initial numbers come from
   */
  public FreeLogits(OpenSpace space, ScalarType type, Seed seed) {
    choices = space.choices();
    logits = new Tensor[choices.size()];
    masks = new Tensor[choices.size()];
    RandomGenerator random = seed.random();
    try (StepScope scope = StepScope.open()) {
      for (int i = 0; i < logits.length; i++) {
        int size = choices.get(i).size();
        float[] values = new float[size];
        for (int k = 0; k < size; k++) {
          values[k] = (float) (SCALE * random.nextGaussian());
        }
        logits[i] = Tensors.kept(Tensors.of(values, size).to(type).requires_grad_(true));
        masks[i] = Tensors.kept(SearchableMask.of(space, i, type));
        rows.put(choices.get(i).name(), logits[i]);
      }
    }
  }

  @Override
  public Logits compute() {
    return (choice, picks) -> logits[choice].add(masks[choice]);
  }

  @Override
  public Map<String, Tensor> trainable() {
    return rows;
  }

  @Override
  public void close() {
    for (int i = 0; i < logits.length; i++) {
      logits[i].close();
      masks[i].close();
    }
  }
}
