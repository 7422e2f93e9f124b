package org.nasturtium.app.predict;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.app.study.SearchStrategies;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Precision;
import org.nasturtium.torch.predict.EncoderFile;
import org.nasturtium.torch.predict.EncoderSpec;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphEncoder;
import org.nasturtium.torch.predict.GraphSource;

/**
 * Everything that decides what an encoder becomes.
 *
 * @param space the name of the space whose graphs it learns from
 * @param dimension the length of a vector, 0 for the usual one
 * @param learning how it learns
 */
public record EncoderJob(String space, int dimension, @JsonUnwrapped EncoderLearning learning) {
  /** The pairs that an encoder is measured on. */
  public static final int FRESH = 1000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .build();

  /** Checks the range by the name of the option. */
  public EncoderJob {
    EncoderLearning.require("--dimension", dimension, 0, EncoderSpec.MOST_DIMENSIONS);
  }

  /**
   * Returns the training.
   *
   * @throws InvalidInputException if the architectures of the space are not graphs
   */
  public EncoderTraining.Task task() {
    SearchSpace known = SearchSpaces.byName(space);
    EncoderSpec spec = learning.over(EncoderSpec.standard(CellGraphs.of(known)));
    return new EncoderTraining.Task(
        dimension == 0 ? spec : spec.withDimension(dimension),
        GraphSource.of(known),
        learning.options(),
        Seed.of(learning.seed()));
  }

  /**
   * What came of a job.
   *
   * @param training the encoder and how it learned
   * @param quality how good it is on {@value #FRESH} fresh pairs
   */
  public record Learned(EncoderTraining.Result training, GraphEncoder.Quality quality) {}

  /**
   * Trains the encoder as far as it is not, and measures it.
   *
   * @param file where it is kept
   * @param control is told the progress, and asked whether to stop
   * @throws StoppedException if the control asked to stop; what was learned is kept
   * @throws IOException if the folder of the file cannot be made
   */
  public Learned learn(EncoderFile file, RunControl control) throws IOException {
    EncoderTraining.Task task = task();
    Files.createDirectories(file.path().toAbsolutePath().resolveSibling(".").normalize());
    Engine engine =
        Engine.start(
            SearchStrategies.ENCODER_ENGINE.withPrecision(Precision.parse(learning.precision())));
    EncoderTraining.Result training = file.train(task, identity(), engine, control);
    GraphEncoder.Quality quality =
        training
            .encoder()
            .on(Engine.start(SearchStrategies.SURROGATE_ENGINE))
            .quality(EncoderTraining.freshPairs(task.source(), FRESH, task.seed().child("fresh")));
    return new Learned(training, quality);
  }

  /** Returns the settings as what an encoder's file says of it. */
  public Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    SettingsFile.fields(this).forEach((name, value) -> identity.put(name, String.valueOf(value)));
    return identity;
  }

  /**
   * Returns the settings that an encoder's file tells.
   *
   * @param identity what the file says
   * @param file the file, for the message
   * @throws InvalidInputException if it says something else
   */
  public static EncoderJob of(Map<String, String> identity, Path file) {
    try {
      return JSON.convertValue(identity, EncoderJob.class);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          file
              + " does not tell how its encoder was to be trained; expected one of 'encoder train'",
          e);
    }
  }
}
