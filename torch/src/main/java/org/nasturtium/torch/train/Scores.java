package org.nasturtium.torch.train;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.torch.data.BatchStream;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;
import org.nasturtium.torch.network.Gates;
import org.nasturtium.torch.network.Pass;
import org.nasturtium.torch.network.TorchNetwork;

/**
 * How well a network classifies a set of images.
 *
 * @param loss the mean cross-entropy
 * @param accuracy the share of correct answers in percent
 * @param confusion for each true class, how often each class was answered
 */
public record Scores(double loss, double accuracy, List<List<Integer>> confusion) {
  /** Copies the lists. */
  public Scores {
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /**
   * Evaluates a network on every image once, without augmentation.
   *
   * @param network the network
   * @param gates its open decisions, {@link Gates#none()} if it is decided
   * @param set the images
   * @param normalization how pixels become inputs
   * @param batchSize images at a time
   */
  public static Scores of(
      TorchNetwork network, Gates gates, ImageSet set, Normalization normalization, int batchSize) {
    int classes = set.classes();
    int[][] confusion = new int[classes][classes];
    RunningMean mean = RunningMean.EMPTY;
    try (BatchStream batches = BatchStream.evaluation(set, normalization, batchSize)) {
      while (batches.hasNext()) {
        try (StepScope scope = StepScope.open();
            NoGradGuard guard = new NoGradGuard()) {
          Labeled batch = Labeled.of(batches.next(), network.engine());
          Tensor logits =
              network.forward(NetworkGraph.LOGITS, batch.images(), gates, Pass.evaluation());
          double loss = Loss.crossEntropy(logits, batch.labels(), 0).item_double();
          double[] labels = Tensors.doubles(batch.labels());
          double[] answers = Tensors.doubles(logits.argmax(new LongOptional(1), false));
          int correct = 0;
          for (int i = 0; i < labels.length; i++) {
            confusion[(int) labels[i]][(int) answers[i]]++;
            correct += labels[i] == answers[i] ? 1 : 0;
          }
          mean = mean.plus(batch.size(), loss, correct);
        }
      }
    }
    return new Scores(mean.loss(), mean.accuracy(), lists(confusion));
  }

  private static List<List<Integer>> lists(int[][] matrix) {
    return java.util.Arrays.stream(matrix)
        .map(row -> java.util.Arrays.stream(row).boxed().toList())
        .toList();
  }
}
