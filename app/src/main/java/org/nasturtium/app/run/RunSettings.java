package org.nasturtium.app.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * Everything that decides what a run computes; two runs with equal settings on one machine end bit
 * for bit alike. Stored as {@code run.json}.
 *
 * @param command {@code search} or {@code train}
 * @param preset the preset that the defaults came from; empty for a search by a strategy
 * @param space the name of the space, or the path of a graph's JSON file
 * @param method the recipe of a search; empty for a training
 * @param architecture the architecture of a training; empty for a search
 * @param dataset the name of the data set
 * @param data the folder of its files; empty for generated data
 * @param side the side images are resized to, 0 for the set's own
 * @param trainLimit the most training images, 0 for all
 * @param testLimit the most test images, 0 for all
 * @param channels channels of the first stage
 * @param cells cells per stage
 * @param epochs epochs of the search, or of the training
 * @param batch images per step
 * @param weightRate first learning rate of the search's weights
 * @param policyRate learning rate of the search's policy
 * @param scoring what the search scores with its shared weights, and the table that judges it
 * @param retrainEpochs epochs of each training, 0 for a search that trains nothing
 * @param retrainChannels channels of the first stage of the trained networks
 * @param retrainCells cells per stage of the trained networks
 * @param training how networks are trained, apart from their epochs
 * @param auxiliaryHead whether trained networks get an auxiliary head where the space has one
 * @param comparison whether a random and the space's reference architectures are trained beside the
 *     found one
 * @param maxParameters the most parameters, 0 for no limit
 * @param maxMacs the most multiply-accumulates, 0 for no limit
 * @param seed the root of all randomness
 * @param device {@code cpu} or {@code cuda}
 * @param precision {@code fp32}, {@code bf16} or {@code fp64}
 * @param layout {@code channels-last} or {@code contiguous}
 * @param threads threads within an operation
 */
public record RunSettings(
    String command,
    String preset,
    String space,
    String method,
    String architecture,
    String dataset,
    String data,
    int side,
    int trainLimit,
    int testLimit,
    int channels,
    int cells,
    int epochs,
    int batch,
    double weightRate,
    double policyRate,
    @JsonUnwrapped ScoringSettings scoring,
    int retrainEpochs,
    int retrainChannels,
    int retrainCells,
    @JsonUnwrapped TrainingSettings training,
    boolean auxiliaryHead,
    boolean comparison,
    long maxParameters,
    long maxMacs,
    long seed,
    String device,
    String precision,
    String layout,
    int threads) {
  /** Checks the numbers that no later stage checks by the name of their option. */
  public RunSettings {
    require("--channels", channels, 1);
    require("--cells", cells, 1);
    require("--epochs", epochs, 1);
    require("--batch", batch, 1);
    require("--retrain-epochs", retrainEpochs, 0);
    require("--retrain-channels", retrainChannels, 1);
    require("--retrain-cells", retrainCells, 1);
    require("--train-limit", trainLimit, 0);
    require("--test-limit", testLimit, 0);
    require("--threads", threads, 1);
    requireRate("--weight-rate", weightRate);
    requireRate("--policy-rate", policyRate);
  }

  private static void requireRate(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "%s must be above 0 and finite, not %s".formatted(option, value));
    }
  }

  private static void require(String option, int value, int least) {
    if (value < least) {
      throw new InvalidInputException(
          "%s must be at least %d, not %d".formatted(option, least, value));
    }
  }

  /**
   * Returns the settings of the training of one architecture on the same images, as {@code train}
   * makes them.
   *
   * @param text the architecture
   */
  public RunSettings training(String text) {
    Map<String, Object> fields = SettingsFile.fields(this);
    fields.put("command", "train");
    fields.put("method", "");
    fields.put("architecture", text);
    fields.put("epochs", retrainEpochs);
    fields.put("maxParameters", 0);
    fields.put("maxMacs", 0);
    return SettingsFile.of(fields, RunSettings.class);
  }

  /** Returns these settings with another seed. */
  public RunSettings withSeed(long other) {
    Map<String, Object> fields = SettingsFile.fields(this);
    fields.put("seed", other);
    return SettingsFile.of(fields, RunSettings.class);
  }

  /**
   * Returns these settings without numbers that a method does not read.
   *
   * @param fields their names
   */
  public RunSettings without(List<String> fields) {
    Map<String, Object> all = SettingsFile.fields(this);
    fields.forEach(field -> all.put(field, 0));
    return SettingsFile.of(all, RunSettings.class);
  }

  /** Returns every setting by its name. */
  public Map<String, Object> named() {
    return SettingsFile.fields(this);
  }

  /** Returns these settings for files in another folder. */
  RunSettings withData(String folder) {
    Map<String, Object> fields = SettingsFile.fields(this);
    fields.put("data", folder);
    return SettingsFile.of(fields, RunSettings.class);
  }

  /**
   * Returns these settings with those fields of others whose option was given.
   *
   * @param others the settings of the options
   * @param given whether an option, such as {@code --retrain-epochs}, was given
   */
  public RunSettings overlaid(RunSettings others, Predicate<String> given) {
    Map<String, Object> fields = SettingsFile.fields(this);
    SettingsFile.fields(others)
        .forEach(
            (name, value) -> {
              if (given.test(option(name))) {
                fields.put(name, value);
              }
            });
    return SettingsFile.of(fields, RunSettings.class);
  }

  private static String option(String field) {
    return "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what a checkpoint of this run must agree with.
   *
   * @param fingerprint the fingerprint of the data
   */
  Map<String, String> identity(String fingerprint) {
    Map<String, String> identity = new TreeMap<>();
    SettingsFile.fields(this).forEach((name, value) -> identity.put(name, String.valueOf(value)));
    identity.put("data-fingerprint", fingerprint);
    return identity;
  }
}
