package org.nasturtium.torch.supernet;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.network.Gates;

/**
 * What a relaxation needs to make the gates of one pass.
 *
 * @param space the space
 * @param graph its supernet, for relaxations that draw anew at every place
 * @param logits the policy, computed
 * @param temperature the temperature, above 0; ignored by relaxations without one
 * @param random where samples come from
 * @param turn where in the run the pass is
 * @param gradient whether the gates carry gradients to the policy
 */
public record Draw(
    OpenSpace space,
    NetworkGraph graph,
    Policy.Logits logits,
    double temperature,
    RandomGenerator random,
    Turn turn,
    Gradient gradient) {
  /** Whether gates carry gradients. */
  public enum Gradient {
    /** Numbers only: the weight step. */
    NONE,
    /** To the policy: the architecture step. */
    POLICY
  }

  /**
   * Makes one gate after the other, telling each the picks before it, the same wherever a choice is
   * asked.
   *
   * @param rule makes the gate of one choice
   */
  public Gates shared(Rule rule) {
    List<Choice> choices = space.choices();
    int[] picks = new int[choices.size()];
    Map<String, Gate> gates = new LinkedHashMap<>();
    for (int i = 0; i < picks.length; i++) {
      Gate gate = rule.gate(logits.of(i, Arrays.copyOf(picks, i)));
      picks[i] = gate.active(0);
      gates.put(choices.get(i).name(), gate);
    }
    return Gates.shared(gates);
  }

  /** Makes the gate of one choice. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Returns the gate.
     *
     * @param logits the choice's logits [candidates]
     */
    Gate gate(Tensor logits);
  }
}
