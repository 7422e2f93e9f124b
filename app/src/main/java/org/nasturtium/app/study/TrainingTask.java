package org.nasturtium.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nasturtium.app.run.RunInputs;
import org.nasturtium.app.run.RunSettings;
import org.nasturtium.core.evaluate.Bound;
import org.nasturtium.core.evaluate.Constrained;
import org.nasturtium.core.evaluate.Evaluator;
import org.nasturtium.core.evaluate.NetworkCosts;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.trial.Fidelity;
import org.nasturtium.core.trial.Metric;
import org.nasturtium.core.trial.Trial;
import org.nasturtium.torch.train.TrainingEvaluator;
import org.nasturtium.torch.train.TrainingOptions;

/** A training task trains every proposal for real, on one thread each. */
final class TrainingTask implements SearchTask {
  private final RunSettings settings;
  private final double dataFraction;
  private final RunInputs inputs;
  private final Evaluator evaluator;

  /**
   * Creates the task.
   *
   * @param settings what is trained, and how
   * @param dataFraction the share of the training images that a trial learns from
   * @throws InvalidInputException if it cannot be met
   */
  TrainingTask(RunSettings settings, double dataFraction) {
    this.settings = settings;
    this.dataFraction = dataFraction;
    this.inputs = RunInputs.load(settings);
    requireImages();
    this.evaluator = limited(trained());
  }

  private void requireImages() {
    int classes = inputs.data().train().classes();
    if (images() < classes) {
      throw new InvalidInputException(
          "--data-fraction %s leaves %d training images for %d classes; expected at least one each"
              .formatted(dataFraction, images(), classes));
    }
  }

  /** Returns the images that a trial learns from. */
  private long images() {
    return Math.round(dataFraction * inputs.training().size());
  }

  private Evaluator trained() {
    TrainingOptions options = settings.training().options(settings.epochs());
    return new TrainingEvaluator(
        inputs.space(),
        inputs.skeleton(),
        new TrainingEvaluator.Images(
            inputs.training(),
            inputs.validation(),
            inputs.data().normalization(),
            inputs.augmentation()),
        options,
        inputs.engineOptions().withThreads(1));
  }

  private Evaluator limited(Evaluator trained) {
    NetworkCosts costs = new NetworkCosts(inputs.space(), inputs.skeleton());
    List<Bound> bounds = new ArrayList<>();
    if (settings.maxParameters() > 0) {
      bounds.add(new Bound(costs.parameters(), (double) settings.maxParameters()));
    }
    if (settings.maxMacs() > 0) {
      bounds.add(new Bound(costs.macs(), (double) settings.maxMacs()));
    }
    return bounds.isEmpty() ? trained : new Constrained(trained, bounds);
  }

  @Override
  public SearchSpace space() {
    return inputs.space();
  }

  @Override
  public Fidelity fidelity() {
    return new Fidelity(settings.epochs(), settings.epochs(), dataFraction);
  }

  /** A training can stop after any epoch. */
  @Override
  public void require(Fidelity asked) {}

  @Override
  public Evaluator evaluator() {
    return evaluator;
  }

  @Override
  public List<Metric> measured() {
    return List.of(
        Metric.VALIDATION_ACCURACY, Metric.VALIDATION_LOSS, Metric.PARAMETERS, Metric.MACS);
  }

  @Override
  public SortedMap<String, String> identity() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("evaluator", "training"),
            Map.entry("dataset", settings.dataset()),
            Map.entry("data-fingerprint", inputs.fingerprint()),
            Map.entry("side", Integer.toString(settings.side())),
            Map.entry("channels", Integer.toString(settings.channels())),
            Map.entry("cells", Integer.toString(settings.cells())),
            Map.entry("data-fraction", Double.toString(dataFraction)),
            Map.entry("epochs", Integer.toString(settings.epochs())),
            Map.entry("batch", Integer.toString(settings.batch())),
            Map.entry("recipe", settings.training().toString()),
            Map.entry("auxiliary-head", Boolean.toString(settings.auxiliaryHead())),
            Map.entry("max-parameters", Long.toString(settings.maxParameters())),
            Map.entry("max-macs", Long.toString(settings.maxMacs())),
            Map.entry("device", settings.device()),
            Map.entry("precision", settings.precision()),
            Map.entry("layout", settings.layout())));
  }

  @Override
  public String device() {
    return "%s, %s, 1 thread".formatted(settings.device(), settings.precision());
  }

  @Override
  public Map<String, Object> facts(Trial best) {
    Map<String, Object> facts = new TreeMap<>();
    for (Metric metric : measured()) {
      best.value(metric)
          .ifPresent(
              value -> {
                boolean counts = metric.equals(Metric.PARAMETERS) || metric.equals(Metric.MACS);
                facts.put(
                    metric.name().replace('-', '_'),
                    counts ? (Object) (long) value : (Object) value);
              });
    }
    return facts;
  }

  @Override
  public String clock() {
    return "wall";
  }

  @Override
  public List<String> notes() {
    return List.of(
        String.format(
            Locale.ROOT,
            "Every trial trained its network from scratch for %d epochs on %,d images, on one thread, and was judged on the %,d validation images that no network learned from.",
            settings.epochs(),
            images(),
            inputs.validation().size()),
        "Parameters and multiply-accumulates are those of the raw architecture, as published tables count them.");
  }
}
