package org.nasturtium.torch.supernet;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Loss;

/**
 * A supernet is the network that holds every candidate of a space, with the policy that is learned
 * beside its weights. Owns both.
 *
 * @param space the space
 * @param network the network with open decisions
 * @param policy the policy over them
 */
public record Supernet(OpenSpace space, TorchNetwork network, Policy policy)
    implements AutoCloseable {
  /**
   * The loss of one batch.
   *
   * @param value the mean cross-entropy, a tensor without axes
   * @param correct how many images were classified correctly
   */
  public record BatchLoss(Tensor value, int correct) {}

  /**
   * Returns the loss of a batch.
   *
   * @param batch the batch
   * @param gates which candidates compute it
   * @param pass how weights are treated
   */
  public BatchLoss loss(Labeled batch, Gates gates, Pass pass) {
    Tensor logits = network.forward(NetworkGraph.LOGITS, batch.images(), gates, pass);
    return new BatchLoss(
        Loss.crossEntropy(logits, batch.labels(), 0), Loss.correct(logits, batch.labels()));
  }

  /**
   * Returns gates without gradient, for the weight step.
   *
   * @param relaxation the rule
   * @param temperature its temperature
   * @param random where samples come from
   * @param turn where in the run the step is
   */
  public Gates constantGates(
      Relaxation relaxation, double temperature, RandomGenerator random, Turn turn) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return relaxation.gates(draw(temperature, random, turn, Draw.Gradient.NONE));
    }
  }

  /**
   * Returns gates that carry gradients to the policy, for the architecture step.
   *
   * @param relaxation the rule
   * @param temperature its temperature
   * @param random where samples come from
   * @param turn where in the run the step is
   */
  public Gates policyGates(
      Relaxation relaxation, double temperature, RandomGenerator random, Turn turn) {
    return relaxation.gates(draw(temperature, random, turn, Draw.Gradient.POLICY));
  }

  private Draw draw(double temperature, RandomGenerator random, Turn turn, Draw.Gradient gradient) {
    return new Draw(space, network.graph(), policy.compute(), temperature, random, turn, gradient);
  }

  /**
   * Returns the probabilities of each choice's candidates, of a policy that does not read earlier
   * picks, or given that each choice before took its most probable candidate.
   */
  public double[][] probabilities() {
    try (StepScope scope = StepScope.open();
        NoGradGuard guard = new NoGradGuard()) {
      Policy.Logits logits = policy.compute();
      double[][] all = new double[space.choices().size()][];
      int[] picks = new int[all.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = Tensors.doubles(logits.of(i, java.util.Arrays.copyOf(picks, i)).softmax(0));
        for (int k = 1; k < all[i].length; k++) {
          picks[i] = all[i][k] > all[i][picks[i]] ? k : picks[i];
        }
      }
      return all;
    }
  }

  /** Returns a view of this supernet's weights, which stay owned by it. */
  public SharedWeights shared() {
    return new SharedWeights(network);
  }

  @Override
  public void close() {
    network.close();
    policy.close();
  }
}
