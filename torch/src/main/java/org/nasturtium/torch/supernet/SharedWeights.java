package org.nasturtium.torch.supernet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Weights;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.Epochs;
import org.nasturtium.torch.data.Preparation;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.network.Subnets;
import org.nasturtium.torch.network.TorchNetwork;
import org.nasturtium.torch.train.Checkpoint;
import org.nasturtium.torch.train.Labeled;
import org.nasturtium.torch.train.Loss;
import org.nasturtium.torch.train.RunningMean;

/**
 * Shared weights are a supernet's weights, with which any architecture of its space can be scored
 * without training it.
 *
 * <p>Batch statistics follow the rule of the reference (section 10.3): searchable cells and the
 * last normalization take the statistics of the batch in hand, because running ones would mix all
 * subnets; stem and reductions, which every subnet shares, use their running statistics.
 *
 * <p>Architectures that are scored on the same images share what {@link Subnets} lets them share.
 *
 * @param network the supernet, closed with this
 */
public record SharedWeights(TorchNetwork network) implements AutoCloseable {
  /**
   * Reads the shared weights of a search.
   *
   * @param checkpoint the checkpoint of a search
   * @param expected what the identity of the checkpoint must agree with
   * @param supernet the supernet that was searched
   * @param engine how to compute
   * @throws InvalidInputException if the file is missing, damaged, of another run, or not of a
   *     search with this supernet
   */
  public static SharedWeights read(
      Path checkpoint, Map<String, String> expected, NetworkGraph supernet, Engine engine) {
    Weights weights = Checkpoint.weights(checkpoint, expected, "network.");
    TorchNetwork network = new TorchNetwork(supernet, engine, Seed.of(0));
    try {
      network.inherit(weights);
      return new SharedWeights(network);
    } catch (IllegalArgumentException e) {
      network.close();
      throw new InvalidInputException(
          "checkpoint %s has no shared weights of this supernet: %s; expected the checkpoint of a search with the same space, channels, cells and classes"
              .formatted(checkpoint, e.getMessage()),
          e);
    }
  }

  /**
   * Returns the accuracy in percent of each architecture, in their order; equal ones are scored
   * once.
   *
   * @param architectures the architectures
   * @param images the images
   */
  public List<Double> accuracies(List<Architecture> architectures, ScoringImages images) {
    List<Architecture> distinct = List.copyOf(new LinkedHashSet<>(architectures));
    Map<Architecture, Double> found =
        switch (images.batches()) {
          case OWN -> onOwnBatches(distinct, images);
          case COMMON -> onBatches(distinct, shuffled(images, 1), 1);
          case WHOLE_SET ->
              onBatches(
                  distinct,
                  BatchStream.evaluation(images.set(), images.normalization(), images.batchSize()),
                  Integer.MAX_VALUE);
        };
    return architectures.stream().map((Function<Architecture, Double>) found::get).toList();
  }

  /** Every image in an order of its own, over and over, for at least so many batches. */
  static BatchStream shuffled(ScoringImages images, int batches) {
    int perPass = (images.set().size() + images.batchSize() - 1) / images.batchSize();
    return BatchStream.training(
        images.set(),
        new Preparation(images.normalization(), Augmentation.none(), images.batchSize()),
        Epochs.of((batches + perPass - 1) / perPass),
        images.seed());
  }

  private Map<Architecture, Double> onOwnBatches(
      List<Architecture> architectures, ScoringImages images) {
    try (BatchStream batches = shuffled(images, Math.max(1, architectures.size()))) {
      return architectures.stream()
          .collect(
              Collectors.toMap(
                  architecture -> architecture,
                  architecture -> {
                    try (StepScope scope = StepScope.open()) {
                      Labeled batch = Labeled.of(batches.next(), network.engine());
                      try (Subnets subnets =
                          new Subnets(network, NetworkGraph.LOGITS, batch.images())) {
                        return scored(RunningMean.EMPTY, architecture, subnets, batch).accuracy();
                      }
                    }
                  }));
    }
  }

  /**
   * Every batch is prepared once and read by all architectures, in the order of their picks, so
   * that neighbors share what comes before the picks they differ in; those that differ in idle
   * picks only are one.
   */
  private Map<Architecture, Double> onBatches(
      List<Architecture> architectures, BatchStream stream, int most) {
    SortedMap<Architecture, RunningMean> means =
        new TreeMap<>(Comparator.comparing(Architecture::picks, Arrays::compare));
    architectures.forEach(each -> means.put(network.graph().effective(each), RunningMean.EMPTY));
    try (stream) {
      for (int count = 0; count < most && stream.hasNext(); count++) {
        try (StepScope scope = StepScope.open()) {
          Labeled batch = Labeled.of(stream.next(), network.engine());
          try (Subnets subnets = new Subnets(network, NetworkGraph.LOGITS, batch.images())) {
            means.replaceAll((each, before) -> scored(before, each, subnets, batch));
          }
        }
      }
    }
    Map<Architecture, Double> found = new HashMap<>();
    architectures.forEach(
        each ->
            found.put(
                each,
                Objects.requireNonNull(means.get(network.graph().effective(each))).accuracy()));
    return found;
  }

  private static RunningMean scored(
      RunningMean before, Architecture architecture, Subnets subnets, Labeled batch) {
    try (StepScope scope = StepScope.open()) {
      Tensor logits = subnets.forward(architecture);
      double loss = Loss.crossEntropy(logits, batch.labels(), 0).item_double();
      return before.plus(batch.size(), loss, Loss.correct(logits, batch.labels()));
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
