package org.nasturtium.torch.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Measurement;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.network.Gates;

/**
 * A training evaluator trains the network of a proposal from scratch at the proposal's fidelity and
 * judges it on the validation images.
 *
 * <p>A fidelity's epochs are the first ones of a training over its schedule, and its data fraction
 * is a part of the training images, class by class, the same for all proposals, which are to be
 * compared; a smaller part is a subset of a larger one. Measured are the accuracy and the loss on
 * all validation images, after the last epoch, in the precision of the training, and the parameters
 * and multiply-accumulates of the raw network, as published tables count them. The cost is in wall
 * seconds. A training that diverges is a failed outcome. An evaluation that is stopped keeps
 * nothing and starts again.
 *
 * <p>Thread-safe: workers may evaluate side by side. Each evaluation sets libtorch's number of
 * threads for its own thread, owns its network and draws from named seeds only, so that every
 * metric is the same bit for bit, whatever else runs and on however many workers. Between machines,
 * and between numbers of threads, sums are taken in another order, and low bits differ.
 */
public final class TrainingEvaluator implements Evaluator {
  private static final int EVALUATION_BATCH = 250;
  private static final Seed PART = Seed.of(0).child("part");

  private final NetworkSpace space;
  private final Skeleton skeleton;
  private final Images images;
  private final TrainingOptions options;
  private final Engine.Options engine;

  /**
   * The images of a study.
   *
   * @param training what networks learn from
   * @param validation what they are judged by, at least one image
   * @param normalization how pixels become inputs
   * @param augmentation how training images vary
   */
  public record Images(
      ImageSet training,
      ImageSet validation,
      Normalization normalization,
      Augmentation augmentation) {
    /** Checks that there are images. */
    public Images {
      if (training.size() == 0 || validation.size() == 0) {
        throw new IllegalArgumentException(
            "an evaluation needs images to train on and to validate on, got %s and %s"
                .formatted(training, validation));
      }
    }
  }

  /**
   * Creates an evaluator.
   *
   * @param space the space of the architectures
   * @param skeleton the macro settings of their networks
   * @param images the images
   * @param options how networks are trained; the fidelity's schedule replaces their epochs
   * @param engine how to compute; its threads are those of one worker, 1 where several share a
   *     machine
   */
  public TrainingEvaluator(
      NetworkSpace space,
      Skeleton skeleton,
      Images images,
      TrainingOptions options,
      Engine.Options engine) {
    this.space = space;
    this.skeleton = skeleton;
    this.images = images;
    this.options = options;
    this.engine = engine;
  }

  @Override
  public Outcome evaluate(Proposal proposal, Seed seed, RunControl control) {
    Stopwatch watch = Stopwatch.start();
    Fidelity fidelity = proposal.fidelity();
    Trainer trainer = new Trainer(task(proposal, seed), control);
    try (Trainer.Trained trained = trainer.train(Engine.start(engine), fidelity.epochs())) {
      Scores scores =
          Scores.of(
              trained.network(),
              Gates.none(),
              images.validation(),
              images.normalization(),
              EVALUATION_BATCH);
      Loss.finite(scores.loss(), "the validation", fidelity.epochs() - 1);
      return new Outcome.Completed(measurement(proposal, scores, watch.seconds()));
    } catch (DivergedException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), watch.seconds());
    } catch (IOException e) {
      throw new UncheckedIOException("a training without a checkpoint file writes none", e);
    }
  }

  private Trainer.Task task(Proposal proposal, Seed seed) {
    NetworkGraph network = space.network(proposal.architecture(), skeleton);
    return new Trainer.Task(
        "the training",
        network,
        part(proposal.fidelity()),
        images.normalization(),
        images.augmentation(),
        options.withEpochs(proposal.fidelity().schedule()),
        seed,
        Optional.empty(),
        Map.of());
  }

  /** Returns the images of a fidelity: the same for all proposals, which are to be compared. */
  private ImageSet part(Fidelity fidelity) {
    ImageSet all = images.training();
    long wanted = Math.round(fidelity.dataFraction() * all.size());
    return all.limit((int) Math.max(1, wanted), PART);
  }

  private Measurement measurement(Proposal proposal, Scores scores, double seconds) {
    Cost cost = CostModel.of(space.rawNetwork(proposal.architecture(), skeleton));
    return new Measurement(
        new TreeMap<>(
            Map.of(
                Metric.VALIDATION_ACCURACY.name(),
                scores.accuracy(),
                Metric.VALIDATION_LOSS.name(),
                scores.loss(),
                Metric.PARAMETERS.name(),
                (double) cost.parameters(),
                Metric.MACS.name(),
                (double) cost.macs())),
        seconds);
  }
}
