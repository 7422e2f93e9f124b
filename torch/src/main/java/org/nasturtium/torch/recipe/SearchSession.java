package org.nasturtium.torch.recipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.Epochs;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.supernet.ArchitectureStep;
import org.nasturtium.torch.supernet.Derivation;
import org.nasturtium.torch.supernet.Limits;
import org.nasturtium.torch.supernet.Supernet;
import org.nasturtium.torch.supernet.Turn;
import org.nasturtium.torch.train.DivergedException;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Optimizer;
import org.nasturtium.torch.train.RunningMean;
import org.nasturtium.torch.train.Scores;
import org.nasturtium.torch.train.Sgd;

/**
 * One session of a search: from its start or its checkpoint until its end, or until it is stopped.
 */
final class SearchSession {
  private static final String STAGE = "search";
  private static final int EVALUATION_BATCH = 256;

  private final SupernetSearch.Task task;
  private final RunControl control;
  private final Remark remark;
  private final Supernet supernet;
  private final Sgd weights;
  private final Optimizer policy;
  private final ArchitectureStep architectureStep;
  private final SearchCheckpoint checkpoint;
  private final ArchitectureStep.Reading reading;
  private final int weightSteps;
  private final StepOrder.Moves moves;
  private final List<SearchEpoch> epochs = new ArrayList<>();
  private Stopwatch watch = Stopwatch.start();
  private int epoch;
  private int move;
  private RunningMean training = RunningMean.EMPTY;
  private RunningMean validation = RunningMean.EMPTY;

  SearchSession(
      SupernetSearch.Task task,
      RunControl control,
      Remark remark,
      Supernet supernet,
      Sgd weights,
      Optimizer policy,
      ArchitectureStep step) {
    this.task = task;
    this.control = control;
    this.remark = remark;
    this.supernet = supernet;
    this.weights = weights;
    this.policy = policy;
    this.architectureStep = step;
    this.checkpoint = new SearchCheckpoint(task, supernet, weights, policy);
    int batch = task.settings().batchSize();
    this.weightSteps = (task.training().size() + batch - 1) / batch;
    this.reading =
        step.reading(new ArchitectureStep.Extent(weightSteps, task.validation().size(), batch));
    this.moves = new StepOrder.Moves(task.settings().order(), weightSteps, reading.stepsPerEpoch());
  }

  void toEnd() throws IOException {
    if (epoch >= task.settings().epochs()) {
      return;
    }
    Engine engine = supernet.network().engine();
    Epochs range = Epochs.of(task.settings().epochs()).from(epoch, moves.trainingBatch(move));
    int stepsBefore = epoch * reading.stepsPerEpoch() + moves.architectureStepsBefore(move);
    try (TrainingBatches trainingBatches = new TrainingBatches(task, range, engine);
        ValidationBatches validationBatches =
            new ValidationBatches(task, reading, stepsBefore, engine)) {
      while (epoch < task.settings().epochs()) {
        epoch(trainingBatches, validationBatches);
      }
    }
  }

  private void epoch(TrainingBatches trainingBatches, ValidationBatches validationBatches)
      throws IOException {
    double rate = 0;
    double temperature = task.recipe().temperature().at(epoch, 0, task.settings().epochs());
    while (move < moves.count()) {
      double progress = (double) moves.step(move) / weightSteps;
      rate = task.settings().weights().schedule().at(epoch, progress, task.settings().epochs());
      try (StepScope scope = StepScope.open()) {
        int batch = moves.trainingBatch(move);
        if (moves.isArchitecture(move)) {
          architectureStep(
              () -> trainingBatches.at(epoch, batch), validationBatches, temperature, rate);
        } else {
          weightStep(trainingBatches.at(epoch, batch), temperature, rate);
        }
      }
      move++;
      control.steps(
          STAGE,
          (long) epoch * moves.count() + move,
          (long) task.settings().epochs() * moves.count());
      if (control.stopRequested() && move < moves.count()) {
        stop();
      }
    }
    endEpoch(temperature, rate);
  }

  private RandomGenerator random(String what) {
    return task.seed().child(what, epoch).child("step", moves.step(move)).random();
  }

  private Turn turn() {
    return new Turn(
        task.seed().child("plans"),
        (long) epoch * weightSteps + moves.trainingBatch(move),
        (double) epoch / task.settings().epochs());
  }

  private void weightStep(Labeled batch, double temperature, double rate) {
    RandomGenerator random = random("weight");
    Gates gates = supernet.constantGates(task.recipe().weightGate(), temperature, random, turn());
    Supernet.BatchLoss loss = supernet.loss(batch, gates, Pass.training(0, random));
    double value = finite(loss.value().item_double());
    loss.value().backward();
    TorchNetwork network = supernet.network();
    if (task.settings().weights().clip() > 0) {
      Tensor[] touched = network.withGradients().toArray(new Tensor[0]);
      torch.clip_grad_norm_(new TensorVector(touched), task.settings().weights().clip());
    }
    weights.step(rate);
    network.clearGradients();
    training = training.plus(batch.size(), value, loss.correct());
  }

  private void architectureStep(
      Supplier<Labeled> training, ValidationBatches batches, double temperature, double rate) {
    ArchitectureStep.Result result =
        architectureStep.step(
            new ArchitectureStep.Context(
                supernet,
                task.recipe().architectureGate(),
                temperature,
                random("architecture"),
                turn(),
                training,
                batches.next(reading.batchesPerStep()),
                policy,
                task.settings().policyRate(),
                weights,
                rate));
    double value = finite(result.loss());
    validation = validation.plus(result.images(), value, result.correct());
  }

  /** Returns a loss to go on with; nothing of a step without one is ever saved. */
  private double finite(double loss) {
    if (!Double.isFinite(loss)) {
      throw diverged("its loss is " + loss);
    }
    return loss;
  }

  /** Checks what the losses do not show: that the last steps left numbers. */
  private void requireFinite() {
    checkpoint
        .notFinite()
        .ifPresent(
            name -> {
              throw diverged(name + " holds values that are no numbers");
            });
  }

  private DivergedException diverged(String what) {
    String saved =
        checkpoint.exists()
            ? "the last good state is in " + task.checkpoint()
            : "there is no checkpoint yet";
    return new DivergedException(
        "the search diverged in epoch %d, step %d of %d: %s; %s; a lower learning rate may help"
            .formatted(epoch + 1, Math.min(move + 1, moves.count()), moves.count(), what, saved));
  }

  private void endEpoch(double temperature, double rate) throws IOException {
    requireFinite();
    double[][] probabilities = supernet.probabilities();
    Architecture now =
        derive(
            Limits.none(task.space()),
            task.settings().candidates().preview(),
            task.seed().child("preview", epoch));
    SearchEpoch ended =
        new SearchEpoch(
            epoch,
            temperature,
            rate,
            training.loss(),
            training.accuracy(),
            validation.loss(),
            validation.accuracy(),
            Arrays.stream(probabilities).map(row -> Arrays.stream(row).boxed().toList()).toList(),
            task.space().format(now));
    epochs.add(ended);
    String said = remark.on(now);
    control.epoch(
        STAGE, ended.line(task.settings().epochs()) + (said.isEmpty() ? "" : "  " + said));
    epoch++;
    move = 0;
    training = RunningMean.EMPTY;
    validation = RunningMean.EMPTY;
    save();
    if (control.stopRequested()) {
      throw stopped();
    }
  }

  private Architecture derive(Limits limits, int candidates, Seed seed) {
    return task.recipe()
        .derivation()
        .derive(
            new Derivation.Context(
                supernet,
                limits,
                candidates,
                task.settings().candidates(),
                task.validation(),
                task.normalization(),
                seed));
  }

  SearchResult result() {
    Architecture found =
        derive(
            Limits.of(task.space(), task.feasibility()),
            task.settings().candidates().count(),
            task.seed().child("derivation"));
    Scores shared =
        Scores.of(
            supernet.network(),
            Gates.of(supernet.network().graph(), found),
            task.validation(),
            task.normalization(),
            EVALUATION_BATCH);
    return new SearchResult(found, epochs, shared.accuracy(), watch.seconds());
  }

  void restore() {
    if (!checkpoint.exists()) {
      return;
    }
    SearchCheckpoint.Progress progress = checkpoint.restore();
    epoch = progress.epoch();
    move = progress.move();
    training = progress.training();
    validation = progress.validation();
    epochs.addAll(progress.epochs());
    architectureStep.recall(progress.memory());
    watch = Stopwatch.resume(progress.seconds());
  }

  private void save() throws IOException {
    checkpoint.save(
        new SearchCheckpoint.Progress(
            epoch,
            move,
            training,
            validation,
            List.copyOf(epochs),
            architectureStep.memory(),
            watch.seconds()));
  }

  private void stop() throws IOException {
    requireFinite();
    save();
    throw stopped();
  }

  private StoppedException stopped() {
    return new StoppedException("stopped the search; saved " + task.checkpoint());
  }
}
