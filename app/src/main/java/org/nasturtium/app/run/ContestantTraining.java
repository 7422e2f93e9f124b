package org.nasturtium.app.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Scores;
import org.nasturtium.torch.train.Trainer;
import org.nasturtium.torch.train.TrainingOptions;

/** Trains architectures alike and judges them in full precision, which is what is exported. */
final class ContestantTraining {
  private static final int EVALUATION_BATCH = 250;

  private final RunSettings settings;
  private final RunInputs inputs;
  private final RunFolder folder;
  private final RunControl control;

  ContestantTraining(RunSettings settings, RunInputs inputs, RunFolder folder, RunControl control) {
    this.settings = settings;
    this.inputs = inputs;
    this.folder = folder;
    this.control = control;
  }

  Contestant train(String name, Architecture architecture) throws IOException {
    Skeleton skeleton = inputs.skeleton();
    NetworkGraph raw = inputs.space().rawNetwork(architecture, skeleton);
    NetworkGraph network = inputs.space().network(architecture, skeleton);
    String text = inputs.space().format(architecture);
    Engine engine = inputs.engine();
    try (Trainer.Trained trained = new Trainer(task(name, text, network), control).train(engine)) {
      Weights weights = trained.network().weights();
      try (TorchNetwork exact = exact(network, weights)) {
        return new Contestant(
            name,
            architecture,
            text,
            network,
            weights,
            CostModel.of(raw),
            CostModel.of(network),
            trained.epochs(),
            scores(name, exact, inputs.validation()),
            scores(name, exact, inputs.data().test()),
            trained.seconds());
      }
    }
  }

  private Trainer.Task task(String name, String text, NetworkGraph network) {
    Map<String, String> identity = new TreeMap<>(settings.identity(inputs.fingerprint()));
    identity.put("kind", "training");
    identity.put("trained-architecture", text);
    TrainingOptions options = settings.training().options(settings.retrainEpochs());
    return new Trainer.Task(
        "train " + name,
        network,
        inputs.training(),
        inputs.data().normalization(),
        inputs.augmentation(),
        options,
        inputs.seed().child("train"),
        Optional.of(folder.file("train-" + name + ".checkpoint")),
        identity);
  }

  /** Returns the network in full precision with these weights. */
  TorchNetwork exact(NetworkGraph network, Weights weights) {
    TorchNetwork exact = new TorchNetwork(network, inputs.exactEngine(), inputs.seed());
    exact.inherit(weights);
    return exact;
  }

  private Scores scores(String name, TorchNetwork network, ImageSet set) {
    Scores scores =
        Scores.of(network, Gates.none(), set, inputs.data().normalization(), EVALUATION_BATCH);
    if (!Double.isFinite(scores.loss())) {
      throw new IllegalStateException(
          "the training of %s diverged: its loss on %s is %s".formatted(name, set, scores.loss()));
    }
    return scores;
  }
}
