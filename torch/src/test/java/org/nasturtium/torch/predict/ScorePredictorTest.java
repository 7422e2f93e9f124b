package org.nasturtium.torch.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.search.Surrogate.Guess;
import org.nasturtium.core.statistics.Correlation;
import org.nasturtium.torch.contract.Engines;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;
import org.nasturtium.torch.predict.ScorePredictor.Criterion;
import org.nasturtium.torch.predict.ScorePredictor.Options;
import org.nasturtium.torch.predict.ScorePredictor.Targets;

class ScorePredictorTest {
  private static final Seed SEED = Seed.of(20_261_128);
  private static final int DIMENSION = 5;
  private static final Options QUICK = new Options().withEpochs(60, 20);

  /** Vectors and scores around 80 that a smooth function of them gives; one column is constant. */
  private static final class Sample {
    private final float[] vectors;
    private final double[] scores;

    Sample(int count, String name) {
      RandomGenerator random = SEED.child(name).random();
      vectors = new float[count * DIMENSION];
      scores = new double[count];
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < DIMENSION; k++) {
          vectors[i * DIMENSION + k] = k == 4 ? 3 : (float) random.nextGaussian();
        }
        float x = vectors[i * DIMENSION];
        scores[i] = 80 + 5 * x - 3 * Math.abs(vectors[i * DIMENSION + 1]);
      }
    }
  }

  private static ScorePredictor fitted(Options options, Sample sample) {
    ScorePredictor predictor =
        new ScorePredictor(Engines.plain(), options, DIMENSION, SEED.child("predictor"));
    predictor.fit(sample.vectors, sample.scores);
    return predictor;
  }

  private static double correlation(ScorePredictor predictor, Sample sample) {
    double[] guesses = predictor.guess(sample.vectors).stream().mapToDouble(Guess::mean).toArray();
    return Correlation.PEARSON.of(guesses, sample.scores).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasLearnedHoldsForOtherVectors(Criterion criterion) {
    Options options =
        new Options(128, 64, 1e-3, 60, 20, 32, 1, Targets.STANDARDIZED, criterion, 0, 20);
    ScorePredictor predictor = fitted(options, new Sample(300, "training"));
    Sample other = new Sample(200, "other");
    assertThat(correlation(predictor, other)).as("%s", SEED).isGreaterThan(0.95);
    double mean =
        predictor.guess(other.vectors).stream().mapToDouble(Guess::mean).average().orElseThrow();
    assertThat(mean).as("in the unit of scores, %s", SEED).isCloseTo(77.6, within(2.0));
  }

  @Test
  void moreScoresMakeBetterGuesses() {
    ScorePredictor predictor = fitted(QUICK, new Sample(20, "few"));
    Sample other = new Sample(200, "other");
    double before = correlation(predictor, other);
    Sample many = new Sample(300, "many");
    predictor.fit(many.vectors, many.scores);
    assertThat(correlation(predictor, other)).as("%s", SEED).isGreaterThan(before);
  }

  @Test
  void equalCallsGiveEqualGuesses() {
    Sample sample = new Sample(60, "training");
    ScorePredictor one = fitted(QUICK.withMembers(2), sample);
    ScorePredictor two = fitted(QUICK.withMembers(2), sample);
    one.fit(sample.vectors, sample.scores);
    two.fit(sample.vectors, sample.scores);
    assertThat(two.guess(sample.vectors)).isEqualTo(one.guess(sample.vectors));
  }

  @Test
  void anEnsembleIsLessSureFarAway() {
    Sample sample = new Sample(60, "training");
    ScorePredictor predictor = fitted(QUICK.withMembers(4), sample);
    float[] far = {30, 30, -30, 30, 3};
    double near =
        predictor.guess(sample.vectors).stream()
            .mapToDouble(Guess::deviation)
            .average()
            .orElseThrow();
    assertThat(near).as("%s", SEED).isPositive();
    assertThat(predictor.guess(far).get(0).deviation()).as("%s", SEED).isGreaterThan(3 * near);
    assertThat(fitted(QUICK, sample).guess(far).get(0).deviation()).isZero();
  }

  @Test
  void earlyStoppingKeepsWhatIsBestOnTheHeldOutScores() {
    Sample noise = new Sample(40, "noise");
    RandomGenerator random = SEED.child("noise").random();
    double[] scores = random.doubles(40).toArray();
    Engine engine = Engines.plain();
    ScorePredictor overfitted =
        new ScorePredictor(engine, QUICK.withEpochs(400, 1), DIMENSION, SEED);
    overfitted.fit(noise.vectors, scores);
    ScorePredictor stopped =
        new ScorePredictor(
            engine, QUICK.withEpochs(400, 1).stoppingEarly(0.25, 5), DIMENSION, SEED);
    stopped.fit(noise.vectors, scores);
    assertThat(spread(stopped, noise))
        .as("noise is not learned by heart, %s", SEED)
        .isLessThan(spread(overfitted, noise));
  }

  private static double spread(ScorePredictor predictor, Sample sample) {
    List<Guess> guesses = predictor.guess(sample.vectors);
    return guesses.stream().mapToDouble(Guess::mean).max().orElseThrow()
        - guesses.stream().mapToDouble(Guess::mean).min().orElseThrow();
  }

  @Test
  void fittingAndGuessingLeaveNoNativeMemoryBehind() {
    Sample sample = new Sample(100, "training");
    fitted(QUICK, sample).guess(sample.vectors);
    long before = NativeMemory.pointers();
    ScorePredictor predictor = fitted(QUICK.withMembers(2).stoppingEarly(0.2, 5), sample);
    predictor.fit(sample.vectors, sample.scores);
    predictor.guess(sample.vectors);
    assertThat(NativeMemory.pointers()).isEqualTo(before);
  }

  @Test
  void impossibleUsesAreRefused() {
    ScorePredictor predictor = new ScorePredictor(Engines.plain(), new Options(), DIMENSION, SEED);
    assertThatIllegalStateException().isThrownBy(() -> predictor.guess(new float[DIMENSION]));
    assertThatThrownBy(() -> predictor.fit(new float[DIMENSION], new double[] {1}))
        .hasMessageContaining("1 scores");
    assertThatThrownBy(() -> new Options().withMembers(0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Options().stoppingEarly(1, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1.0");
  }
}
