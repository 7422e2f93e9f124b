package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs that publications state. */
class CostTest {
  @ParameterizedTest
  @CsvSource({
    "cifar10, 559386, 78561930",
    "cifar100, 565236, 78567780",
    "imagenet16-120, 566536, 19648120"
  })
  void aNatsBenchCellCostsWhatItsTableSays(String dataset, long parameters, long macs)
      throws Exception {
    Cli cost = Cli.run("cost", "--index=11472", "--dataset", dataset, "--json");

    assertThat(cost.json())
        .containsEntry("index", 11472)
        .containsEntry(
            "architecture",
            "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|");
    assertThat((long) cost.number("parameters")).isEqualTo(parameters);
    assertThat((long) cost.number("macs")).isEqualTo(macs);
  }

  @Test
  void textAndIndexNameTheSameArchitecture() throws Exception {
    String text =
        String.valueOf(Cli.run("cost", "--index=777", "--json").json().get("architecture"));

    assertThat(Cli.run("cost", "--architecture", text, "--json").json())
        .containsEntry("index", 777);
  }

  @Test
  void theNetworkOfDartsHasItsPublishedSize() throws Exception {
    Cli cost = Cli.run("cost", "--space=darts-cnn", "--architecture=DARTS_V2", "--json");

    assertThat(cost.json()).containsEntry("channels", 36).containsEntry("cells", 6);
    assertThat((long) cost.number("parameters")).isEqualTo(3_349_342);
  }

  /** Reference: the released cells under the presets of their papers. */
  @ParameterizedTest
  @CsvSource({
    "gdas-imagenet, GDAS_V1, darts-cnn, 5345075, 581.0",
    "gdas-frc-imagenet, GDAS_F1, darts-cnn-frc, 4430386, 496.7",
    "gdas-cifar10, GDAS_F1, darts-cnn-frc, 2543014, 402.8",
    "gdas-cifar10, GDAS_FG, darts-cnn, 2912158, 439.9",
    "darts-imagenet, DARTS_V2, darts-cnn, 4718752, 529.9"
  })
  void aNamedCellUnderAPresetHasItsPublishedSize(
      String preset, String cell, String space, long parameters, double macs) throws Exception {
    Cli cost = Cli.run("cost", "--preset", preset, "--architecture", cell, "--json");

    assertThat(cost.json()).containsEntry("space", space).containsEntry("preset", preset);
    assertThat((long) cost.number("parameters")).isEqualTo(parameters);
    assertThat(cost.number("macs") / 1e6).isBetween(macs - 0.06, macs + 0.06);
  }

  /** As the mobile networks of NASGEM are compared: at equal multiply-adds. */
  @Test
  void channelsAreAsManyAsMultiplyAddsAllow() throws Exception {
    Object[] mobile = {
      "cost", "--preset=nasgem-imagenet", "--space=dag-5", "--index=999", "--json"
    };
    Cli fitted = run(mobile, "--fit-macs=463000000");
    assertThat(fitted.json()).containsEntry("input", "[3, 224, 224]");
    int channels = (int) fitted.number("channels");
    assertThat(channels % 4).isZero();
    assertThat(fitted.number("deployed_macs")).isBetween(4e8, 463e6);
    assertThat(run(mobile, "--channels=" + (channels + 4)).number("deployed_macs"))
        .isGreaterThan(463e6);
    run(mobile, "--fit-macs=463", "--channels=4").isBadInput("--fit-macs", "--channels");
    run(mobile, "--fit-macs=463").isBadInput("463", "budget");
    run(mobile, "--fit-macs=0").isBadInput("--fit-macs", "0");
    Cli.run("cost", "--preset=nasgem-cifar10", "--space=darts-cnn", "--index=0")
        .isBadInput("nasgem-cifar10", "darts-cnn", "dag");
    Cli.run("search", "--preset=nasgem-cifar10").isBadInput("nasgem-cifar10", "train", "demo");
  }

  private static Cli run(Object[] command, Object... more) {
    return Cli.run(Stream.concat(Stream.of(command), Stream.of(more)).toArray());
  }

  @Test
  void aNameIsAnsweredWithTheKnownOnes() {
    Cli.run("cost", "--architecture=GDAS_V9").isBadInput("GDAS_V9", "GDAS_V1", "GDAS_F1", "resnet");
    Cli.run("cost", "--space=darts-cnn", "--architecture=GDAS_F1")
        .isBadInput("GDAS_F1", "darts-cnn-frc");
    Cli.run("cost", "--preset=gdas-imagenet", "--dataset=cifar10", "--architecture=GDAS_V1")
        .isBadInput("gdas-imagenet", "[3, 224, 224]", "[3, 32, 32]");
    Cli.run("cost", "--preset=gdas-cifar10", "--index=0", "--space=nats-topology")
        .isBadInput("gdas-cifar10", "nats-topology", "darts-cnn");
  }

  @Test
  void aPersonReadsOneValueALine() {
    Cli cost = Cli.run("cost", "--index=0");
    assertThat(cost.exit()).isZero();
    assertThat(cost.out().lines()).anyMatch(line -> line.matches("parameters +129306"));
  }

  @Test
  void aUsersOwnNetworkIsCounted(@TempDir Path folder) throws Exception {
    Path graph = OwnNetwork.write(folder.resolve("own.json"));

    // the stem of 3x3x3x4 weights and its normalization, and a classifier of 4x10+10 (biases count
    // as NATS-Bench counts them)
    assertThat(Cli.run("cost", "--space", graph, "--index=0", "--json").json())
        .containsEntry("architecture", "first=skip, second=skip")
        .containsEntry("parameters", 108 + 8 + 50)
        .containsEntry("macs", 16 * 16 * 108 + 50);
    Cli.run("cost", "--space", graph, "--index=9").isBadInput("own", "9");
    Cli.run("cost", "--space", graph, "--index=0", "--cells=2").isBadInput("--cells", "own.json");
  }
}
