package org.nasturtium.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.recipe.Recipe;
import org.nasturtium.torch.recipe.Recipes;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.Supernet;
import org.nasturtium.torch.supernet.Turn;
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Sgd;

/**
 * The search of a weight-sharing method on the NATS-Bench topology space, on random images of
 * 32x32, step by step.
 *
 * <p>The draws repeat: step n and step n + {@link #DRAWS} sample the same candidates, so that every
 * round of a benchmark does the same work.
 */
final class SupernetTask implements AutoCloseable {
  /** How many different samples there are. */
  static final int DRAWS = 4;

  private static final double TEMPERATURE = 5;
  private static final double WEIGHT_RATE = 1e-3;
  private static final double POLICY_RATE = 1e-5;

  private final Recipe recipe;
  private final RandomBatch batch;
  private final Supernet supernet;
  private final Sgd sgd;
  private final Adam adam;
  private final ArchitectureStep step;
  private int weightSteps;
  private int architectureSteps;

  SupernetTask(String method, Engine engine, int cells, int batchSize) {
    NatsTopology space = new NatsTopology();
    Skeleton skeleton = space.skeleton(new Shape(3, 32, 32), 10).searching().withCells(cells);
    recipe = Recipes.byName(method);
    batch = new RandomBatch(engine, batchSize);
    TorchNetwork network = new TorchNetwork(space.supernet(skeleton), engine, Seed.of(1));
    supernet =
        new Supernet(
            space, network, recipe.policy().create(space, engine.weightType(), Seed.of(2)));
    sgd = new Sgd(network.trainable(), Sgd.Momentum.NESTEROV, 0.9, 5e-4);
    step = recipe.architectureStep().create(recipe.settingsFor(space));
    adam = new Adam(supernet.policy().trainable(), new Adam.Options(0.5, 0.999, 1e-8, 1e-3));
  }

  void weightStep() {
    RandomGenerator random = Seed.of(3).child("weights", weightSteps++ % DRAWS).random();
    try (StepScope scope = StepScope.open()) {
      Gates gates = supernet.constantGates(recipe.weightGate(), TEMPERATURE, random, Turn.first());
      Supernet.BatchLoss loss = supernet.loss(batch.tensors(), gates, Pass.training(0, random));
      loss.value().backward();
      sgd.step(WEIGHT_RATE);
      supernet.network().clearGradients();
      loss.value().item_double();
    }
  }

  void architectureStep() {
    RandomGenerator random = Seed.of(3).child("policy", architectureSteps++ % DRAWS).random();
    try (StepScope scope = StepScope.open()) {
      Labeled images = batch.tensors();
      step.step(
          new ArchitectureStep.Context(
              supernet,
              recipe.architectureGate(),
              TEMPERATURE,
              random,
              Turn.first(),
              () -> images,
              List.of(images),
              adam,
              POLICY_RATE,
              sgd,
              WEIGHT_RATE));
    }
  }

  void bothSteps() {
    weightStep();
    architectureStep();
  }

  @Override
  public void close() {
    step.close();
    adam.close();
    sgd.close();
    supernet.close();
  }
}
