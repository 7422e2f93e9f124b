package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nasturtium.core.search.Seed;

@Timeout(60)
final class BatchStreamTest {
  private static final ImageSet SET = numbered(23);
  private static final Preparation PLAIN =
      new Preparation(Normalization.none(1), Augmentation.none(), 5);
  private static final Preparation AUGMENTED =
      new Preparation(Normalization.none(1), new Augmentation(1, 0.5, 2), 5);

  @Test
  void anEpochShowsEveryImageOnceWithItsLabel() {
    try (BatchStream stream = BatchStream.training(SET, PLAIN, Epochs.of(2), Seed.of(1))) {
      for (int epoch = 0; epoch < 2; epoch++) {
        List<Integer> seen = new ArrayList<>();
        for (int b = 0; b < 5; b++) {
          Batch batch = stream.next();
          assertThat(batch.epoch()).isEqualTo(epoch);
          assertThat(batch.index()).isEqualTo(b);
          assertThat(batch.size()).isEqualTo(b < 4 ? 5 : 3);
          for (int i = 0; i < batch.size(); i++) {
            int image = number(batch, i);
            assertThat(batch.labels()[i]).isEqualTo(SET.label(image));
            seen.add(image);
          }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(range(23)).isNotEqualTo(range(23));
      }
      assertThat(stream.hasNext()).isFalse();
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void epochsHaveDifferentOrders() {
    List<float[]> all = drain(BatchStream.training(SET, PLAIN, Epochs.of(2), Seed.of(1)), 0);
    assertThat(all.get(0)).isNotEqualTo(all.get(5));
  }

  @Test
  void theBatchesDoNotDependOnTiming() {
    for (long seed = 0; seed < 5; seed++) {
      List<float[]> expected =
          drain(BatchStream.training(SET, AUGMENTED, Epochs.of(4), Seed.of(seed)), 0);
      List<float[]> slow =
          drain(BatchStream.training(SET, AUGMENTED, Epochs.of(4), Seed.of(seed)), 1);
      assertSame(slow, expected, seed);
    }
  }

  @Test
  void aStreamResumesInTheMiddleOfAnEpoch() {
    List<float[]> all = drain(BatchStream.training(SET, AUGMENTED, Epochs.of(4), Seed.of(7)), 0);
    for (int start = 0; start < all.size(); start++) {
      Epochs epochs = Epochs.of(4).from(start / 5, start % 5);
      List<float[]> rest = drain(BatchStream.training(SET, AUGMENTED, epochs, Seed.of(7)), 0);
      assertSame(rest, all.subList(start, all.size()), start);
    }
  }

  @Test
  void incompleteBatchesCanBeLeftOut() {
    Epochs epochs = Epochs.of(3).withoutIncompleteBatches();
    try (BatchStream stream = BatchStream.training(SET, PLAIN, epochs, Seed.of(1))) {
      int batches = 0;
      while (stream.hasNext()) {
        assertThat(stream.next().size()).isEqualTo(5);
        batches++;
      }
      assertThat(batches).isEqualTo(12);
    }
    Preparation large = new Preparation(Normalization.none(1), Augmentation.none(), 24);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchStream.training(SET, large, epochs, Seed.of(1)))
        .withMessageContaining("too few for a batch of 24");
  }

  @Test
  void evaluationVisitsTheSetInOrder() {
    try (BatchStream stream = BatchStream.evaluation(SET, Normalization.none(1), 10)) {
      int image = 0;
      while (stream.hasNext()) {
        Batch batch = stream.next();
        for (int i = 0; i < batch.size(); i++) {
          assertThat(number(batch, i)).isEqualTo(image++);
        }
      }
      assertThat(image).isEqualTo(23);
    }
  }

  @Test
  void anEmptySetHasNothingToEvaluate() {
    ImageSet none = SET.subset(new int[0]);
    try (BatchStream stream = BatchStream.evaluation(none, Normalization.none(1), 10)) {
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  void samplingDrawsUniformlyWithReplacement() {
    int[] counts = new int[23];
    int repeats = 0;
    try (BatchStream stream = BatchStream.sampling(SET, PLAIN, 0, 2300, Seed.of(3))) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        int[] images = IntStream.range(0, 5).map(i -> number(batch, i)).toArray();
        repeats += Arrays.stream(images).distinct().count() < 5 ? 1 : 0;
        Arrays.stream(images).forEach(image -> counts[image]++);
      }
    }
    assertThat(IntStream.of(counts))
        .as("500 each, within 5 sigma")
        .allMatch(n -> n > 390 && n < 610);
    assertThat(repeats).as("37% of batches hold an image twice").isBetween(700, 1000);
  }

  @Test
  void samplingResumesAndFillsEveryBatch() {
    Preparation large = new Preparation(Normalization.none(1), new Augmentation(1, 0.5, 0), 40);
    List<float[]> all = drain(BatchStream.sampling(SET, large, 0, 6, Seed.of(3)), 0);
    assertThat(all.get(5)).hasSize(40 * 16);
    assertSame(drain(BatchStream.sampling(SET, large, 4, 2, Seed.of(3)), 0), all.subList(4, 6), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchStream.sampling(SET, large, 0, 0, Seed.of(3)));
  }

  @Test
  void aLentBatchIsNotOverwrittenBeforeTheNextCall() {
    try (BatchStream stream = BatchStream.training(SET, AUGMENTED, Epochs.of(50), Seed.of(1))) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        float[] before = batch.pixels().clone();
        if (batch.index() == 2) {
          LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        assertThat(batch.pixels()).isEqualTo(before);
      }
    }
  }

  @Test
  void aFaultOfTheWorkerSurfacesInTheReader() throws InterruptedException {
    BatchOrder broken =
        new BatchOrder() {
          @Override
          public long batches() {
            return 3;
          }

          @Override
          public int largestBatch() {
            return 1;
          }

          @Override
          public Selection selection(long number) {
            if (number == 1) {
              throw new ArithmeticException("broken on purpose");
            }
            RandomGenerator random = Seed.of(1).random();
            return new Selection(0, (int) number, new int[] {0}, random);
          }
        };
    try (BatchStream stream = BatchStream.started(SET, PLAIN, broken)) {
      assertThat(stream.next().size()).isEqualTo(1);
      assertThatThrownBy(stream::next)
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("broken on purpose");
      assertThatThrownBy(stream::next).hasMessageContaining("closed");
    }
  }

  @Test
  void closingStopsTheWorkerAtAnyMoment() {
    for (int taken = 0; taken < 8; taken++) {
      BatchStream stream = BatchStream.training(named(taken), PLAIN, Epochs.of(9999), Seed.of(1));
      for (int i = 0; i < taken; i++) {
        stream.next();
      }
      assertThat(workers(taken)).isEqualTo(1);
      stream.close();
      stream.close();
      assertThat(workers(taken)).as("after %d batches", taken).isZero();
      assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void impossibleStartsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Epochs.of(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Epochs.of(3).from(3, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchStream.training(SET, PLAIN, Epochs.of(1).from(0, 5), Seed.of(1)))
        .withMessageContaining("batches 0..4, got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preparation(Normalization.none(1), Augmentation.none(), 0));
  }

  private static List<float[]> drain(BatchStream stream, long pauseMillis) {
    List<float[]> all = new ArrayList<>();
    try (stream) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        all.add(Arrays.copyOf(batch.pixels(), batch.size() * batch.shape().values()));
        LockSupport.parkNanos(Duration.ofMillis(pauseMillis).toNanos());
      }
    }
    return all;
  }

  private static void assertSame(List<float[]> found, List<float[]> expected, long seed) {
    assertThat(found).as("case %d", seed).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("case %d, batch %d", seed, i).isEqualTo(expected.get(i));
    }
  }

  private static long workers(int number) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("batches of worker-test-" + number))
        .filter(Thread::isAlive)
        .count();
  }

  private static ImageSet named(int number) {
    return ImageSet.of(
        "worker-test-" + number,
        Images.names(2),
        new ImageShape(1, 4, 4),
        new byte[23 * 16],
        new int[23]);
  }

  /** Returns images that carry their number in every pixel. */
  private static ImageSet numbered(int images) {
    byte[] pixels = new byte[images * 16];
    int[] labels = new int[images];
    for (int i = 0; i < images; i++) {
      Arrays.fill(pixels, i * 16, i * 16 + 16, (byte) (i + 1));
      labels[i] = i % 3;
    }
    return ImageSet.of("numbered", Images.names(3), new ImageShape(1, 4, 4), pixels, labels);
  }

  /** Returns the number an image carries, read from its brightest pixel. */
  private static int number(Batch batch, int i) {
    float brightest = 0;
    for (int p = i * 16; p < i * 16 + 16; p++) {
      brightest = Math.max(brightest, batch.pixels()[p]);
    }
    return Math.round(brightest * 255) - 1;
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }
}
