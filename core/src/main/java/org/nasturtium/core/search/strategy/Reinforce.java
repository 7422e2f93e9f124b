package org.nasturtium.core.search.strategy;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.search.SearchProblem;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.Strategy;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Trial;

/**
 * REINFORCE learns one independent softmax table per choice by the policy gradient (Williams,
 * 1992), with the settings of the NATS-Bench code: Adam (Kingma and Ba, 2015) with learning rate
 * 0.01, the leading objective as reward, in its own unit (percent), and as baseline its
 * bias-corrected moving average, which is updated with a reward before it is subtracted from it.
 * There is no entropy term.
 *
 * <p>The gradient of a trial is taken at the tables of the moment it is told, so with several open
 * trials it is slightly off-policy. A failed or pruned trial counts as the worst reward so far, and
 * is ignored before there is one. Where picks depend on each other and a draw is not in the space,
 * an open space derives one from Gumbel-perturbed log probabilities, which for independent picks is
 * the same distribution; another space is drawn from again, a hundred times before a uniform sample
 * is taken.
 */
public final class Reinforce implements Strategy {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final int ATTEMPTS = 100;

  /**
   * The settings.
   *
   * @param learningRate the step size of Adam, above 0
   * @param momentum the weight of the past in the baseline, 0 to 1, exclusive
   * @param initialization the standard deviation of the first logits, not negative
   */
  public record Options(double learningRate, double momentum, double initialization) {
    /** Checks the ranges. */
    public Options {
      if (!(learningRate > 0 && momentum >= 0 && momentum < 1 && initialization >= 0)) {
        throw new IllegalArgumentException("settings out of range");
      }
    }

    /** The published settings. */
    public Options() {
      this(0.01, 0.9, 1e-3);
    }

    static Options read(Settings settings) {
      Options published = new Options();
      return new Options(
          settings.number("learning-rate", published.learningRate, 1e-9, 1e3),
          settings.number("baseline-momentum", published.momentum, 0, 0.999_999),
          settings.number("initialization", published.initialization, 0, 1e3));
    }
  }

  private final SearchProblem problem;
  private final Seed seed;
  private final Options options;
  private final Unseen unseen;

  /** The position of each choice's first candidate in the arrays below; last, their length. */
  private final int[] starts;

  private final double[] logits;
  private final double[] probabilities;
  private final double[] firstMoment;
  private final double[] secondMoment;
  private double firstDecay = 1;
  private double secondDecay = 1;
  private double rewardSum;
  private double rewardWeight;
  private double worstReward = Double.POSITIVE_INFINITY;
  private int asked;

  /**
   * Creates the strategy.
   *
   * @param problem what to search
   * @param seed where all its randomness comes from
   * @param options the settings
   */
  public Reinforce(SearchProblem problem, Seed seed, Options options) {
    this.problem = problem;
    this.seed = seed;
    this.options = options;
    this.unseen = new Unseen(problem);
    int choices = problem.space().choices().size();
    starts = new int[choices + 1];
    for (int i = 0; i < choices; i++) {
      starts[i + 1] = starts[i] + problem.space().choices().get(i).size();
    }
    RandomGenerator random = seed.child("logits").random();
    logits = new double[starts[choices]];
    Arrays.setAll(logits, k -> options.initialization * random.nextGaussian());
    probabilities = new double[logits.length];
    firstMoment = new double[logits.length];
    secondMoment = new double[logits.length];
    normalize();
  }

  @Override
  public Optional<Proposal> ask() {
    RandomGenerator random = seed.child("proposal", asked++).random();
    return unseen.first(
        random, () -> new Proposal(draw(random), problem.fidelity(), "policy sample"));
  }

  private Architecture draw(RandomGenerator random) {
    SearchSpace space = problem.space();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Architecture architecture = independent(random);
      if (space.contains(architecture)) {
        return architecture;
      }
      if (space instanceof OpenSpace open) {
        return open.derive(perturbed(random));
      }
    }
    return space.sample(random);
  }

  private Architecture independent(RandomGenerator random) {
    int[] picks = new int[starts.length - 1];
    for (int i = 0; i < picks.length; i++) {
      double rest = random.nextDouble();
      int k = starts[i];
      while (k < starts[i + 1] - 1 && rest >= probabilities[k]) {
        rest -= probabilities[k++];
      }
      picks[i] = k - starts[i];
    }
    return Architecture.of(picks);
  }

  /** Log probabilities with Gumbel noise: the largest of a choice is a draw from its softmax. */
  private double[][] perturbed(RandomGenerator random) {
    double[][] scores = new double[starts.length - 1][];
    for (int i = 0; i < scores.length; i++) {
      int start = starts[i];
      scores[i] = new double[starts[i + 1] - start];
      Arrays.setAll(
          scores[i],
          k -> Math.log(probabilities[start + k]) - Math.log(-Math.log(1 - random.nextDouble())));
    }
    return scores;
  }

  @Override
  public void tell(Trial trial) {
    OptionalDouble value = trial.value(problem.objective());
    if (value.isPresent()) {
      double reward = problem.objective().direction().score(value.getAsDouble());
      worstReward = Math.min(worstReward, reward);
      learn(trial.proposal().architecture(), reward);
    } else if (worstReward < Double.POSITIVE_INFINITY) {
      learn(trial.proposal().architecture(), worstReward);
    }
  }

  private void learn(Architecture architecture, double reward) {
    rewardSum = options.momentum * rewardSum + (1 - options.momentum) * reward;
    rewardWeight = options.momentum * rewardWeight + (1 - options.momentum);
    double advantage = reward - rewardSum / rewardWeight;
    firstDecay *= BETA1;
    secondDecay *= BETA2;
    for (int i = 0; i < starts.length - 1; i++) {
      int picked = starts[i] + architecture.pick(i);
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        descend(k, advantage * (probabilities[k] - (k == picked ? 1 : 0)));
      }
    }
    normalize();
  }

  /** One step of Adam on one logit. */
  private void descend(int k, double gradient) {
    firstMoment[k] = BETA1 * firstMoment[k] + (1 - BETA1) * gradient;
    secondMoment[k] = BETA2 * secondMoment[k] + (1 - BETA2) * gradient * gradient;
    double mean = firstMoment[k] / (1 - firstDecay);
    double deviation = Math.sqrt(secondMoment[k] / (1 - secondDecay));
    logits[k] -= options.learningRate * mean / (deviation + EPSILON);
  }

  private void normalize() {
    for (int i = 0; i < starts.length - 1; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        largest = Math.max(largest, logits[k]);
      }
      double sum = 0;
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        probabilities[k] = Math.exp(logits[k] - largest);
        sum += probabilities[k];
      }
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        probabilities[k] /= sum;
      }
    }
  }

  /**
   * Returns the probability of a candidate.
   *
   * @param choice the position of the choice
   * @param candidate the position of the candidate
   */
  double probability(int choice, int candidate) {
    return probabilities[starts[choice] + candidate];
  }
}
