package org.nasturtium.torch.data;

import org.nasturtium.core.search.Seed;

/**
 * Softmax regression on pixels by plain stochastic gradient descent: the weakest learner a data set
 * can meet.
 */
final class LinearClassifier {
  private final ImageSet train;
  private final Normalization normalization;
  private final int values;
  private final float[][] weights;

  LinearClassifier(ImageSet train, Normalization normalization) {
    this.train = train;
    this.normalization = normalization;
    values = train.shape().values();
    weights = new float[train.classes()][values + 1];
  }

  void train(int epochs, float rate) {
    Preparation preparation = new Preparation(normalization, Augmentation.none(), 50);
    try (BatchStream stream =
        BatchStream.training(train, preparation, Epochs.of(epochs), Seed.of(3))) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        for (int i = 0; i < batch.size(); i++) {
          step(batch.pixels(), i * values, (int) batch.labels()[i], rate);
        }
      }
    }
  }

  double accuracy(ImageSet test) {
    int right = 0;
    try (BatchStream stream = BatchStream.evaluation(test, normalization, 50)) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        for (int i = 0; i < batch.size(); i++) {
          right += best(scores(batch.pixels(), i * values)) == batch.labels()[i] ? 1 : 0;
        }
      }
    }
    return (double) right / test.size();
  }

  private void step(float[] pixels, int at, int label, float rate) {
    float[] scores = scores(pixels, at);
    float highest = scores[best(scores)];
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = (float) Math.exp(scores[c] - highest);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      float gradient = rate * ((float) (scores[c] / sum) - (c == label ? 1 : 0));
      float[] row = weights[c];
      for (int v = 0; v < values; v++) {
        row[v] -= gradient * pixels[at + v];
      }
      row[values] -= gradient;
    }
  }

  private float[] scores(float[] pixels, int at) {
    float[] scores = new float[weights.length];
    for (int c = 0; c < scores.length; c++) {
      float[] row = weights[c];
      float sum = row[values];
      for (int v = 0; v < values; v++) {
        sum += row[v] * pixels[at + v];
      }
      scores[c] = sum;
    }
    return scores;
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
