package org.nasturtium.app.predict;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.graph.WeisfeilerLehman;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.CellGraphs;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.predict.EncoderSpec;
import org.nasturtium.torch.predict.EncoderTraining;
import org.nasturtium.torch.predict.GraphSource;

/**
 * Everything that decides what an encoder becomes.
 *
 * @param space the name of the space whose graphs it learns from
 * @param dimension the length of a vector, 0 for the usual one
 * @param pairs the number of different pairs
 * @param iterations the steps of the training
 * @param kernelIterations h, the iterations of the kernel
 * @param directed whether the kernel tells predecessors and successors apart
 * @param seed the root of all randomness
 * @param precision {@code fp32} or {@code bf16}
 */
public record EncoderJob(
    String space,
    int dimension,
    int pairs,
    int iterations,
    int kernelIterations,
    boolean directed,
    long seed,
    String precision) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Checks the ranges by the names of the options. */
  public EncoderJob {
    require("--dimension", dimension, 0, EncoderSpec.MOST_DIMENSIONS);
    require("--pairs", pairs, 1, Integer.MAX_VALUE);
    require("--iterations", iterations, 1, Integer.MAX_VALUE);
    require("--kernel-iterations", kernelIterations, 0, WeisfeilerLehman.MOST_ITERATIONS);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidInputException(
          "%s must be from %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  /**
   * Returns the training.
   *
   * @throws InvalidInputException if the architectures of the space are not graphs
   */
  public EncoderTraining.Task task() {
    SearchSpace known = SearchSpaces.byName(space);
    WeisfeilerLehman kernel =
        new WeisfeilerLehman(
            kernelIterations,
            directed
                ? WeisfeilerLehman.Neighborhood.DIRECTED
                : WeisfeilerLehman.Neighborhood.UNDIRECTED);
    EncoderSpec usual = EncoderSpec.standard(CellGraphs.of(known)).withKernel(kernel);
    return new EncoderTraining.Task(
        dimension == 0 ? usual : usual.withDimension(dimension),
        GraphSource.of(known),
        new EncoderTraining.Options().withPairs(pairs).withIterations(iterations),
        Seed.of(seed));
  }

  /** Returns this job with those settings of another whose option was given. */
  public EncoderJob overlaid(EncoderJob other, Predicate<String> given) {
    Map<String, Object> fields = fields();
    other
        .fields()
        .forEach(
            (name, value) -> {
              if (given.test(option(name))) {
                fields.put(name, value);
              }
            });
    return JSON.convertValue(fields, EncoderJob.class);
  }

  private static String option(String field) {
    return field.equals("kernelIterations") ? "--kernel-iterations" : "--" + field;
  }

  /** Returns the settings by name. */
  public Map<String, Object> fields() {
    return JSON.convertValue(this, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /** Returns the settings as what an encoder's file says of it. */
  public Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    fields().forEach((name, value) -> identity.put(name, String.valueOf(value)));
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
