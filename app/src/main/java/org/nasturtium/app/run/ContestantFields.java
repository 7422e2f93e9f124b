package org.nasturtium.app.run;

import java.math.BigInteger;
import java.util.Map;

/** The result fields of a trained network. */
final class ContestantFields {
  private ContestantFields() {}

  static Map<String, Object> of(Contestant contestant, BigInteger index) {
    return Fields.of(
        "architecture", contestant.text(),
        "index", index,
        "validation_accuracy", contestant.validation().accuracy(),
        "test_accuracy", contestant.test().accuracy(),
        "test_loss", contestant.test().loss(),
        "parameters", contestant.published().parameters(),
        "macs", contestant.published().macs(),
        "full_macs", contestant.published().fullMacs(),
        "deployed_parameters", contestant.deployed().parameters(),
        "deployed_macs", contestant.deployed().macs(),
        "peak_activation_bytes", contestant.deployed().peakActivationBytes());
  }
}
