package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.search.Seed;

final class LatencyMeterTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("network.onnx");
  }

  @BeforeEach
  void writeANetwork() {
    NetworkGraph graph = TestNetworks.resnet();
    OnnxExporter.write(graph, RandomWeights.of(graph, Seed.of(1)), TestNetworks.METADATA, file());
  }

  @Test
  void aRealMeasurementIsPositiveAndOrdered() {
    Latency latency = LatencyMeter.measure(file(), new LatencyMeter.Options(2, 30, 1, 2));

    assertThat(latency.minMillis()).isPositive();
    assertThat(latency.medianMillis()).isGreaterThanOrEqualTo(latency.minMillis());
    assertThat(latency.p95Millis()).isGreaterThanOrEqualTo(latency.medianMillis());
    assertThat(latency.runs()).isEqualTo(30);
    assertThat(latency.threads()).isEqualTo(1);
    assertThat(latency.batch()).isEqualTo(2);
  }

  @Test
  void quantilesAreNearestRanksInMilliseconds() {
    // Run k, from 1 to 20, takes k milliseconds.
    AtomicLong now = new AtomicLong();
    AtomicInteger reads = new AtomicInteger();

    Latency latency =
        LatencyMeter.measure(
            file(),
            new LatencyMeter.Options(1, 20, 1, 1),
            () -> {
              int read = reads.getAndIncrement();
              return read % 2 == 0 ? now.get() : now.addAndGet((read / 2 + 1) * 1_000_000L);
            });

    assertThat(latency).isEqualTo(new Latency(10, 19, 1, 20, 1, 1));
  }

  @Test
  void numbersBelowOneAreRefused() {
    assertThatThrownBy(() -> new LatencyMeter.Options(0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LatencyMeter.Options(-1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
