package org.nasturtium.app.run;

import java.nio.file.Path;
import java.util.Map;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Weights;
import org.nasturtium.export.onnx.Latency;
import org.nasturtium.export.onnx.LatencyMeter;
import org.nasturtium.export.onnx.OnnxExporter;
import org.nasturtium.export.onnx.OnnxMetadata;
import org.nasturtium.export.onnx.Parity;
import org.nasturtium.export.onnx.ReferenceBatch;
import org.nasturtium.torch.data.ImageData;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Predictions;

/**
 * An exported network: its file, how close ONNX Runtime comes to libtorch on it, and how fast it
 * is.
 *
 * @param file the ONNX file
 * @param parity the largest difference of a score on a batch of test images
 * @param latency the measured time of one image on one thread
 */
public record Exported(Path file, Parity parity, Latency latency) {
  /** The largest difference between ONNX Runtime and libtorch that an export may show. */
  public static final double LARGEST_DIFFERENCE = 1e-3;

  private static final int REFERENCE_IMAGES = 32;

  /**
   * Exports a trained network, checked on test images.
   *
   * @param network the decided graph
   * @param weights its weights
   * @param data the data it was trained on
   * @param engine the engine that computes the reference, fp32
   * @param provenance what the network was made from
   * @param file where to
   */
  static Exported of(
      NetworkGraph network,
      Weights weights,
      ImageData data,
      Engine engine,
      Map<String, String> provenance,
      Path file) {
    OnnxMetadata metadata =
        new OnnxMetadata(
            Version.current(),
            data.train().classNames(),
            data.normalization().mean(),
            data.normalization().standardDeviation(),
            provenance);
    NetworkGraph deployed = network.only(NetworkGraph.LOGITS);
    Predictions reference;
    try (TorchNetwork exact =
        new TorchNetwork(deployed, engine, org.nasturtium.core.search.Seed.of(0))) {
      exact.inherit(weights);
      reference = Predictions.first(exact, data.test(), data.normalization(), REFERENCE_IMAGES);
    }
    ReferenceBatch batch =
        ReferenceBatch.of(reference.images(), reference.count(), reference.logits());
    Parity parity =
        OnnxExporter.export(deployed, weights, metadata, file, batch, LARGEST_DIFFERENCE);
    return new Exported(file, parity, LatencyMeter.measure(file, new LatencyMeter.Options()));
  }

  /** Returns the result fields of this export. */
  public Map<String, Object> fields() {
    return Fields.of(
        "onnx", file.toString(),
        "onnx_max_abs_diff", parity.maxAbsDifference(),
        "latency_ms", latency.medianMillis(),
        "latency_p95_ms", latency.p95Millis());
  }
}
