package org.nasturtium.app.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.network.GraphJson;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.space.SearchSpace;

/** A training run: one architecture is trained, tested and exported. */
public final class TrainRun {
  private static final JsonMapper JSON = new JsonMapper();

  private final RunSettings settings;
  private final RunInputs inputs;
  private final Architecture architecture;

  private TrainRun(RunSettings settings, RunInputs inputs, Architecture architecture) {
    this.settings = settings;
    this.inputs = inputs;
    this.architecture = architecture;
  }

  /**
   * Prepares a run; everything the user got wrong is found here, before anything is written.
   *
   * @param settings the settings
   * @throws org.nasturtium.core.fault.InvalidInputException if they cannot be met
   */
  public static TrainRun prepare(RunSettings settings) {
    RunInputs inputs = RunInputs.load(settings);
    Architecture architecture = inputs.space().parse(settings.architecture());
    inputs.space().network(architecture, inputs.skeleton());
    return new TrainRun(settings, inputs, architecture);
  }

  /**
   * Returns the architecture of a text or of an index.
   *
   * @param space the space
   * @param text the text, empty if an index is given
   * @param index the index, negative if a text is given
   */
  public static Architecture architecture(SearchSpace space, String text, BigInteger index) {
    return text.isEmpty() ? space.unrank(index) : space.parse(text);
  }

  /**
   * Runs to the end.
   *
   * @param folder where everything is kept
   * @param control whom to tell
   * @throws IOException if a file cannot be written
   */
  public RunResult run(RunFolder folder, RunControl control) throws IOException {
    try (FolderLock lock = FolderLock.of(folder.path())) {
      return locked(folder, control);
    }
  }

  private RunResult locked(RunFolder folder, RunControl control) throws IOException {
    Contestant trained =
        new ContestantTraining(settings, inputs, folder, control).train("found", architecture);
    Exported exported =
        Exported.of(
            trained.network(),
            trained.weights(),
            inputs.data(),
            inputs.exactEngine(),
            new TreeMap<>(settings.identity(inputs.fingerprint())),
            folder.file("model.onnx"));
    DurableFile.write(folder.file("network.json"), GraphJson.write(trained.network()));
    Map<String, Object> fields =
        Fields.of(
            "command", "train",
            "space", inputs.space().name(),
            "dataset", settings.dataset(),
            "seed", settings.seed());
    fields.putAll(ContestantFields.of(trained, inputs.space().rank(architecture)));
    fields.put("retrain_seconds", trained.seconds());
    fields.putAll(exported.fields());
    fields.put("out", folder.path().toString());
    fields.put("version", Version.current());
    DurableFile.write(
        folder.file("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields));
    return new RunResult(
        fields,
        List.of(
            String.format(
                Locale.ROOT,
                "validation %.2f %%  test %.2f %%  parameters %d  MACs %d",
                trained.validation().accuracy(),
                trained.test().accuracy(),
                trained.published().parameters(),
                trained.published().macs()),
            "exported " + exported.file()));
  }
}
