package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
