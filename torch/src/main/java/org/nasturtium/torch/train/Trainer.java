package org.nasturtium.torch.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.Augmentation;
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

/**
 * A trainer trains one stand-alone network and, where it has a file for it, saves a checkpoint
 * after every epoch and when it is stopped.
 *
 * <p>A run that is killed and resumed ends bit for bit as one that was not: every draw comes from a
 * seed named after its epoch and step.
 */
public final class Trainer {
  private static final JsonMapper JSON = new JsonMapper();

  private final Task task;
  private final RunControl control;

  /**
   * What to train, on what, and where to keep it.
   *
   * @param stage the name of this training in progress lines
   * @param graph the decided network
   * @param set the training images
   * @param normalization how pixels become inputs
   * @param augmentation how training images vary
   * @param options the settings
   * @param seed where weights and draws come from
   * @param checkpoint the checkpoint file; resumed from if it exists; none to keep nothing
   * @param identity what the run is, so that the checkpoint of another is refused
   */
  public record Task(
      String stage,
      NetworkGraph graph,
      ImageSet set,
      Normalization normalization,
      Augmentation augmentation,
      TrainingOptions options,
      Seed seed,
      Optional<Path> checkpoint,
      Map<String, String> identity) {
    /** Copies the identity. */
    public Task {
      identity = Map.copyOf(identity);
      if (set.size() == 0) {
        throw new InvalidInputException("there are no images to train " + stage + " on");
      }
    }
  }

  /**
   * A trained network and how it went; owns the network.
   *
   * @param network the network
   * @param epochs the numbers of every epoch
   * @param seconds wall seconds, earlier sessions included
   */
  public record Trained(TorchNetwork network, List<EpochResult> epochs, double seconds)
      implements AutoCloseable {
    /** Copies the list. */
    public Trained {
      epochs = List.copyOf(epochs);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  /** How far a training came; the JSON in its checkpoint. */
  private record Progress(
      int epoch, int step, RunningMean mean, List<EpochResult> epochs, double seconds) {}

  /**
   * Creates a trainer.
   *
   * @param task what to do
   * @param control whom to tell
   */
  public Trainer(Task task, RunControl control) {
    this.task = task;
    this.control = control;
  }

  /**
   * Trains to the end, from the checkpoint if there is one.
   *
   * @param engine how to compute
   * @throws StoppedException if asked to stop; the state was saved if there is a file for it
   * @throws DivergedException if the loss is no longer a number; the last epoch's state stays saved
   * @throws IOException if a checkpoint cannot be written
   */
  public Trained train(Engine engine) throws IOException {
    return train(engine, task.options().epochs());
  }

  /**
   * Trains the first epochs of the schedule, from the checkpoint if there is one.
   *
   * @param engine how to compute
   * @param epochs how many of the schedule's epochs to train, from 1
   * @throws StoppedException if asked to stop; the state was saved if there is a file for it
   * @throws DivergedException if the loss is no longer a number; the last epoch's state stays saved
   * @throws IOException if a checkpoint cannot be written
   */
  public Trained train(Engine engine, int epochs) throws IOException {
    if (epochs < 1 || epochs > task.options().epochs()) {
      throw new IllegalArgumentException(
          "%d epochs are outside 1..%d of the schedule".formatted(epochs, task.options().epochs()));
    }
    TorchNetwork network = new TorchNetwork(task.graph(), engine, task.seed().child("weights"));
    try (Optimizer optimizer = task.options().optimizer(network.trainable())) {
      Progress start = restored(network, optimizer);
      Progress end = new Run(network, optimizer, start, epochs).toEnd();
      return new Trained(network, end.epochs(), end.seconds());
    } catch (RuntimeException | IOException e) {
      network.close();
      throw e;
    }
  }

  private Progress restored(TorchNetwork network, Optimizer optimizer) {
    if (task.checkpoint().filter(Files::exists).isEmpty()) {
      return new Progress(0, 0, RunningMean.EMPTY, List.of(), 0);
    }
    Path file = task.checkpoint().orElseThrow();
    try (StepScope scope = StepScope.open();
        var guard = new org.bytedeco.pytorch.NoGradGuard()) {
      Checkpoint saved = Checkpoint.read(file, task.identity());
      Map<String, Tensor> state = network.state();
      Map<String, Tensor> weights = saved.part("network.");
      state.forEach((name, tensor) -> tensor.copy_(required(weights, name, file)));
      optimizer.restore(saved.part("optimizer."));
      return JSON.readValue(saved.progress(), Progress.class);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "damaged checkpoint " + file + ": its progress is not readable", e);
    }
  }

  private static Tensor required(Map<String, Tensor> weights, String name, Path file) {
    Tensor found = weights.get(name);
    if (found == null) {
      throw new InvalidInputException("checkpoint " + file + " lacks the weights " + name);
    }
    return found;
  }

  /** One session of a training. */
  private final class Run {
    private final TorchNetwork network;
    private final Optimizer optimizer;
    private final Stopwatch watch;
    private final int end;
    private final int stepsPerEpoch;
    private final boolean auxiliary;
    private final List<EpochResult> epochs;
    private int epoch;
    private int step;
    private RunningMean mean;

    Run(TorchNetwork network, Optimizer optimizer, Progress start, int end) {
      this.end = end;
      this.network = network;
      this.optimizer = optimizer;
      this.epoch = start.epoch();
      this.step = start.step();
      this.mean = start.mean();
      this.epochs = new ArrayList<>(start.epochs());
      this.watch = Stopwatch.resume(start.seconds());
      int batch = task.options().batchSize();
      this.stepsPerEpoch = (task.set().size() + batch - 1) / batch;
      this.auxiliary =
          task.options().auxiliaryWeight() > 0
              && task.graph().outputs().containsKey(NetworkGraph.AUXILIARY);
    }

    Progress toEnd() throws IOException {
      if (epoch < end) {
        try (BatchStream batches =
            BatchStream.training(
                task.set(),
                new Preparation(
                    task.normalization(), task.augmentation(), task.options().batchSize()),
                Epochs.of(end).from(epoch, step),
                task.seed().child("batches"))) {
          while (epoch < end) {
            epoch(batches);
          }
        }
      }
      return progress();
    }

    private void epoch(BatchStream batches) throws IOException {
      double rate = 0;
      while (step < stepsPerEpoch) {
        rate =
            task.options()
                .schedule()
                .at(epoch, (double) step / stepsPerEpoch, task.options().epochs());
        step(batches, rate);
        step++;
        control.steps(
            task.stage(), (long) epoch * stepsPerEpoch + step, (long) end * stepsPerEpoch);
        if (control.stopRequested() && step < stepsPerEpoch) {
          stop();
        }
      }
      epochs.add(new EpochResult(epoch, rate, mean.loss(), mean.accuracy()));
      control.epoch(task.stage(), line());
      epoch++;
      step = 0;
      mean = RunningMean.EMPTY;
      save();
      if (control.stopRequested()) {
        stop();
      }
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "epoch %d/%d  loss %.4f  accuracy %.2f %%",
          epoch + 1,
          end,
          mean.loss(),
          mean.accuracy());
    }

    private void step(BatchStream batches, double rate) {
      try (StepScope scope = StepScope.open()) {
        Labeled batch = Labeled.of(batches.next(), network.engine());
        double dropPath = task.options().dropPath() * epoch / task.options().epochs();
        Pass pass =
            Pass.training(dropPath, task.seed().child("drop", epoch).child("step", step).random());
        List<String> outputs =
            auxiliary
                ? List.of(NetworkGraph.LOGITS, NetworkGraph.AUXILIARY)
                : List.of(NetworkGraph.LOGITS);
        List<Tensor> logits = network.forward(outputs, batch.images(), Gates.none(), pass);
        double smoothing = task.options().labelSmoothing();
        Tensor main = Loss.crossEntropy(logits.get(0), batch.labels(), smoothing);
        Tensor loss = main;
        if (auxiliary) {
          Tensor side = Loss.crossEntropy(logits.get(1), batch.labels(), smoothing);
          loss = main.add(side, new org.bytedeco.pytorch.Scalar(task.options().auxiliaryWeight()));
        }
        loss.backward();
        clip();
        optimizer.step(rate);
        network.clearGradients();
        mean =
            mean.plus(
                batch.size(),
                Loss.finite(main.item_double(), task.stage(), epoch),
                Loss.correct(logits.get(0), batch.labels()));
      }
    }

    private void clip() {
      if (task.options().gradientClip() > 0) {
        List<Tensor> touched = network.withGradients();
        torch.clip_grad_norm_(
            new TensorVector(touched.toArray(new Tensor[0])), task.options().gradientClip());
      }
    }

    private Progress progress() {
      return new Progress(epoch, step, mean, List.copyOf(epochs), watch.seconds());
    }

    private void save() throws IOException {
      if (task.checkpoint().isEmpty()) {
        return;
      }
      try (StepScope scope = StepScope.open()) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Checkpoint.put(tensors, "network.", network.state());
        Checkpoint.put(tensors, "optimizer.", optimizer.state());
        new Checkpoint(new TreeMap<>(task.identity()), JSON.writeValueAsString(progress()), tensors)
            .write(task.checkpoint().get());
      }
    }

    private void stop() throws IOException {
      save();
      throw new StoppedException(
          "stopped "
              + task.stage()
              + task.checkpoint().map(file -> "; saved " + file).orElse("; nothing of it is kept"));
    }
  }
}
