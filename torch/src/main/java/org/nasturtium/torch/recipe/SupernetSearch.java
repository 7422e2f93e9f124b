package org.nasturtium.torch.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.Batch;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.Epochs;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.data.Preparation;
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
import org.nasturtium.torch.train.Adam;
import org.nasturtium.torch.train.Checkpoint;
import org.nasturtium.torch.train.DivergedException;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Optimizer;
import org.nasturtium.torch.train.RunningMean;
import org.nasturtium.torch.train.Scores;
import org.nasturtium.torch.train.Sgd;

/**
 * The one loop of all weight-sharing methods: weight steps and architecture steps in a recipe's
 * order, then its derivation.
 *
 * <p>Saves a checkpoint after every epoch and when it is stopped. Every draw comes from a seed
 * named after its epoch and step, so a run that is killed and resumed ends bit for bit as one that
 * was not.
 */
public final class SupernetSearch {
  private static final String STAGE = "search";
  private static final int EVALUATION_BATCH = 256;
  private static final JsonMapper JSON = new JsonMapper();

  private final Task task;
  private final RunControl control;
  private final Remark remark;

  /**
   * What to search, with what, and where to keep it.
   *
   * @param space the space
   * @param skeleton the macro settings of the supernet
   * @param recipe the method
   * @param settings its settings
   * @param training the images that the weights learn from
   * @param validation the images that the policy learns from
   * @param normalization how pixels become inputs
   * @param augmentation how training images vary; the policy's images vary likewise, as coded for
   *     NATS-Bench
   * @param feasibility which architectures may be the answer
   * @param seed where weights and draws come from
   * @param checkpoint the checkpoint file; resumed from if it exists
   * @param identity what the run is, so that the checkpoint of another is refused
   */
  public record Task(
      OpenSpace space,
      Skeleton skeleton,
      Recipe recipe,
      SearchSettings settings,
      ImageSet training,
      ImageSet validation,
      Normalization normalization,
      Augmentation augmentation,
      Feasibility feasibility,
      Seed seed,
      Path checkpoint,
      Map<String, String> identity) {
    /** Copies the identity. */
    public Task {
      identity = Map.copyOf(identity);
      recipe.requireSearches(space);
      recipe.derivation().require(space, settings.candidates());
      if (training.size() == 0 || validation.size() == 0) {
        throw new InvalidInputException("a search needs images in both halves of its training set");
      }
    }
  }

  /** How far a search came; the JSON in its checkpoint. */
  private record Progress(
      int epoch,
      int move,
      RunningMean training,
      RunningMean validation,
      List<SearchEpoch> epochs,
      List<Double> memory,
      double seconds) {
    /** A checkpoint of an earlier version remembers nothing. */
    Progress {
      memory = memory == null ? List.of() : List.copyOf(memory);
    }
  }

  /**
   * Creates a search.
   *
   * @param task what to do
   * @param control whom to tell
   */
  public SupernetSearch(Task task, RunControl control) {
    this(task, control, Remark.none());
  }

  /**
   * Creates a search whose epochs are remarked on.
   *
   * @param task what to do
   * @param control whom to tell
   * @param remark what to say about the architecture derived after each epoch; the search never
   *     reads it
   */
  public SupernetSearch(Task task, RunControl control, Remark remark) {
    this.task = task;
    this.control = control;
    this.remark = remark;
  }

  /**
   * Searches to the end, from the checkpoint if there is one.
   *
   * @param engine how to compute
   * @throws StoppedException if asked to stop; the state was saved
   * @throws DivergedException if a loss is no longer a number; the last epoch's state stays saved
   * @throws IOException if a checkpoint cannot be written
   */
  public SearchResult search(Engine engine) throws IOException {
    TorchNetwork network =
        new TorchNetwork(
            task.space().supernet(task.skeleton().searching()),
            engine,
            task.seed().child("weights"));
    try (Supernet supernet =
            new Supernet(
                task.space(),
                network,
                task.recipe()
                    .policy()
                    .create(task.space(), engine.weightType(), task.seed().child("policy")));
        Sgd weights =
            new Sgd(
                network.trainable(),
                task.settings().momentum(),
                SearchSettings.MOMENTUM,
                task.settings().weightDecay());
        Optimizer policy =
            new Adam(supernet.policy().trainable(), task.settings().policyOptions());
        ArchitectureStep step = task.recipe().architectureStep().create(task.settings())) {
      Run run = new Run(supernet, weights, policy, step);
      run.restore();
      run.toEnd();
      return run.result();
    }
  }

  /** One session of a search. */
  private final class Run {
    private final Supernet supernet;
    private final Sgd weights;
    private final Optimizer policy;
    private final ArchitectureStep architectureStep;
    private final ArchitectureStep.Reading reading;
    private final int weightSteps;
    private final StepOrder.Moves moves;
    private final List<SearchEpoch> epochs = new ArrayList<>();
    private Stopwatch watch = Stopwatch.start();
    private int epoch;
    private int move;
    private RunningMean training = RunningMean.EMPTY;
    private RunningMean validation = RunningMean.EMPTY;

    Run(Supernet supernet, Sgd weights, Optimizer policy, ArchitectureStep step) {
      this.supernet = supernet;
      this.weights = weights;
      this.policy = policy;
      this.architectureStep = step;
      int batch = task.settings().batchSize();
      this.weightSteps = (task.training().size() + batch - 1) / batch;
      this.reading =
          step.reading(new ArchitectureStep.Extent(weightSteps, task.validation().size(), batch));
      this.moves =
          new StepOrder.Moves(task.settings().order(), weightSteps, reading.stepsPerEpoch());
    }

    void toEnd() throws IOException {
      if (epoch >= task.settings().epochs()) {
        return;
      }
      Preparation preparation =
          new Preparation(task.normalization(), task.augmentation(), task.settings().batchSize());
      Epochs range = Epochs.of(task.settings().epochs()).from(epoch, moves.trainingBatch(move));
      try (TrainingBatches trainingBatches = new TrainingBatches(preparation, range);
          ValidationBatches validationBatches = new ValidationBatches()) {
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
        rate = task.settings().weightSchedule().at(epoch, progress, task.settings().epochs());
        try (StepScope scope = StepScope.open()) {
          int batch = moves.trainingBatch(move);
          if (moves.isArchitecture(move)) {
            architectureStep(() -> trainingBatches.at(batch), validationBatches, temperature, rate);
          } else {
            weightStep(trainingBatches.at(batch), temperature, rate);
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
      if (task.settings().gradientClip() > 0) {
        Tensor[] touched = network.withGradients().toArray(new Tensor[0]);
        torch.clip_grad_norm_(new TensorVector(touched), task.settings().gradientClip());
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
        String saved =
            Files.exists(task.checkpoint())
                ? "the last good state is in " + task.checkpoint()
                : "there is no checkpoint yet";
        throw new DivergedException(
            "the search diverged in epoch %d, step %d of %d: its loss is %s; %s; a lower learning rate may help"
                .formatted(epoch + 1, move + 1, moves.count(), loss, saved));
      }
      return loss;
    }

    private void endEpoch(double temperature, double rate) throws IOException {
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
      control.epoch(STAGE, line(ended) + (said.isEmpty() ? "" : "  " + said));
      epoch++;
      move = 0;
      training = RunningMean.EMPTY;
      validation = RunningMean.EMPTY;
      save();
      if (control.stopRequested()) {
        stop();
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

    private String line(SearchEpoch ended) {
      return String.format(
          Locale.ROOT,
          "epoch %d/%d  temperature %.2f  training loss %.4f accuracy %.2f %%  %s%s",
          ended.epoch() + 1,
          task.settings().epochs(),
          ended.temperature(),
          ended.trainingLoss(),
          ended.trainingAccuracy(),
          validation(ended),
          ended.architecture());
    }

    /** Methods without an architecture step see no validation images while they search. */
    private static String validation(SearchEpoch ended) {
      return Double.isNaN(ended.validationLoss())
          ? ""
          : String.format(
              Locale.ROOT,
              "validation loss %.4f accuracy %.2f %%  ",
              ended.validationLoss(),
              ended.validationAccuracy());
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
      if (!Files.exists(task.checkpoint())) {
        return;
      }
      try (StepScope scope = StepScope.open();
          NoGradGuard guard = new NoGradGuard()) {
        Checkpoint saved = Checkpoint.read(task.checkpoint(), task.identity());
        copy(saved.part("network."), supernet.network().state());
        copy(saved.part("policy."), supernet.policy().trainable());
        weights.restore(saved.part("weights."));
        policy.restore(saved.part("adam."));
        Progress progress = JSON.readValue(saved.progress(), Progress.class);
        epoch = progress.epoch();
        move = progress.move();
        training = progress.training();
        validation = progress.validation();
        epochs.addAll(progress.epochs());
        architectureStep.recall(progress.memory());
        watch = Stopwatch.resume(progress.seconds());
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(
            "damaged checkpoint " + task.checkpoint() + ": its progress is not readable", e);
      }
    }

    private void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
      to.forEach(
          (name, tensor) -> {
            Tensor source = from.get(name);
            if (source == null) {
              throw new InvalidInputException("checkpoint " + task.checkpoint() + " lacks " + name);
            }
            tensor.copy_(source);
          });
    }

    private void save() throws IOException {
      try (StepScope scope = StepScope.open()) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Checkpoint.put(tensors, "network.", supernet.network().state());
        Checkpoint.put(tensors, "policy.", supernet.policy().trainable());
        Checkpoint.put(tensors, "weights.", weights.state());
        Checkpoint.put(tensors, "adam.", policy.state());
        Progress progress =
            new Progress(
                epoch,
                move,
                training,
                validation,
                List.copyOf(epochs),
                architectureStep.memory(),
                watch.seconds());
        new Checkpoint(new TreeMap<>(task.identity()), JSON.writeValueAsString(progress), tensors)
            .write(task.checkpoint());
      }
    }

    private void stop() throws IOException {
      save();
      throw new StoppedException("stopped the search; saved " + task.checkpoint());
    }

    /** The training batches in their order; the steps of a pair read the same one. */
    private final class TrainingBatches implements AutoCloseable {
      private final BatchStream stream;
      private @Nullable Batch current;

      TrainingBatches(Preparation preparation, Epochs range) {
        stream =
            BatchStream.training(
                task.training(), preparation, range, task.seed().child("training"));
      }

      /** Returns a batch of this epoch; those before it that no step read are passed over. */
      Labeled at(int index) {
        Batch batch = current;
        while (batch == null || batch.epoch() != epoch || batch.index() != index) {
          batch = stream.next();
          current = batch;
        }
        return Labeled.of(batch, supernet.network().engine());
      }

      @Override
      public void close() {
        stream.close();
      }
    }

    /**
     * The validation batches of the architecture steps, in one row over the whole run; they
     * continue where a resumed run stopped.
     */
    private final class ValidationBatches implements AutoCloseable {
      private @Nullable BatchStream stream;

      private BatchStream open() {
        int perEpoch = reading.stepsPerEpoch() * reading.batchesPerStep();
        int before = moves.architectureStepsBefore(move) * reading.batchesPerStep();
        int first = epoch * perEpoch + before;
        int all = task.settings().epochs() * perEpoch;
        Seed seed = task.seed().child("validation");
        Preparation preparation =
            new Preparation(
                task.normalization(),
                switch (reading.variation()) {
                  case AUGMENTED -> task.augmentation();
                  case PLAIN -> Augmentation.none();
                },
                reading.batchSize());
        return switch (reading.order()) {
          case DRAWN ->
              BatchStream.sampling(task.validation(), preparation, first, all - first, seed);
          case PASSES -> {
            int perPass =
                (task.validation().size() + reading.batchSize() - 1) / reading.batchSize();
            Epochs passes = Epochs.of((all + perPass - 1) / perPass);
            yield BatchStream.training(
                task.validation(),
                preparation,
                passes.from(first / perPass, first % perPass),
                seed);
          }
        };
      }

      List<Labeled> next(int count) {
        BatchStream batches = stream;
        if (batches == null) {
          batches = open();
          stream = batches;
        }
        List<Labeled> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          next.add(Labeled.of(batches.next(), supernet.network().engine()));
        }
        return next;
      }

      @Override
      public void close() {
        if (stream != null) {
          stream.close();
        }
      }
    }
  }
}
