package org.nasturtium.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Weights;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Checkpoint;
import org.nasturtium.torch.train.Scores;

/**
 * The trained network of a finished run, read back from its folder to be exported or evaluated
 * again.
 */
public final class Reexport {
  private static final int EVALUATION_BATCH = 250;

  private final RunInputs inputs;
  private final RunSettings settings;
  private final NetworkGraph network;
  private final Weights weights;

  private Reexport(RunInputs inputs, RunSettings settings, NetworkGraph network, Weights weights) {
    this.inputs = inputs;
    this.settings = settings;
    this.network = network;
    this.weights = weights;
  }

  /**
   * Opens the network of a run.
   *
   * @param folder the folder of a finished run
   * @param data the folder of its images, if it is another than then; empty for the same
   * @throws InvalidInputException if the run is not finished or something is missing
   */
  public static Reexport open(RunFolder folder, String data) {
    RunSettings saved = folder.settings();
    RunSettings settings = data.isEmpty() ? saved : saved.withData(data);
    Path graph = folder.file("network.json");
    Path checkpoint = folder.file("train-found.checkpoint");
    if (!Files.isRegularFile(graph) || !Files.isRegularFile(checkpoint)) {
      throw new InvalidInputException(
          folder.path()
              + " holds no finished run; expected "
              + graph.getFileName()
              + " and "
              + checkpoint.getFileName());
    }
    RunInputs inputs = RunInputs.load(settings);
    try {
      NetworkGraph network = GraphJson.read(Files.readString(graph));
      inputs.exactEngine();
      return new Reexport(inputs, settings, network, Checkpoint.weights(checkpoint, "network."));
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + graph + ": " + RunFolder.reason(e), e);
    }
  }

  /**
   * Exports the network.
   *
   * @param file where to
   */
  public Exported export(Path file) {
    return Exported.of(
        network,
        weights,
        inputs.data(),
        inputs.exactEngine(),
        new TreeMap<>(settings.identity(inputs.fingerprint())),
        file);
  }

  /** Evaluates the network on the test images. */
  public Scores evaluate() {
    try (TorchNetwork exact = new TorchNetwork(network, inputs.exactEngine(), inputs.seed())) {
      exact.inherit(weights);
      return Scores.of(
          exact,
          Gates.none(),
          inputs.data().test(),
          inputs.data().normalization(),
          EVALUATION_BATCH);
    }
  }

  /** Returns the names of the classes. */
  public java.util.List<String> classNames() {
    return inputs.data().test().classNames();
  }
}
