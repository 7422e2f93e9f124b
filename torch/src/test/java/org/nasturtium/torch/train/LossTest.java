package org.nasturtium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

final class LossTest {
  private static final double[] LOGITS = {1, -2, 0.5, 3, 0.25, -1};

  @BeforeAll
  static void start() {
    Engines.exact();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.4})
  void smoothingSpreadsAShareOfTheProbabilityOverAllClasses(double smoothing) {
    try (StepScope scope = StepScope.open()) {
      Tensor logits = Tensors.of(LOGITS, 2, 3);
      int[] labels = {2, 0};
      double want = 0;
      for (int n = 0; n < 2; n++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += Math.exp(LOGITS[3 * n + k]);
        }
        for (int k = 0; k < 3; k++) {
          double target = smoothing / 3 + (labels[n] == k ? 1 - smoothing : 0);
          want -= target * (LOGITS[3 * n + k] - Math.log(sum)) / 2;
        }
      }
      assertThat(Loss.crossEntropy(logits, Tensors.of(new long[] {2, 0}), smoothing).item_double())
          .isCloseTo(want, within(1e-12));
    }
  }

  @Test
  void anAnswerIsCorrectIfItsScoreIsHighest() {
    try (StepScope scope = StepScope.open()) {
      Tensor logits = Tensors.of(LOGITS, 2, 3);
      assertThat(Loss.correct(logits, Tensors.of(new long[] {0, 0}))).isEqualTo(2);
      assertThat(Loss.correct(logits, Tensors.of(new long[] {1, 0}))).isEqualTo(1);
      assertThat(Loss.correct(logits, Tensors.of(new long[] {2, 2}))).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aLossThatIsNoNumberEndsTheRun(double loss) {
    assertThat(Loss.finite(1.5, "training", 0)).isEqualTo(1.5);
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> Loss.finite(loss, "training", 2))
        .withMessageContaining("training diverged in epoch 3")
        .withMessageContaining(String.valueOf(loss));
  }
}
