package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own files of every kind, described and trained on. */
class DataTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mnist, 60, 20, 10",
    "fashion-mnist, 60, 20, 10",
    "kmnist, 60, 20, 10",
    "cifar10, 100, 20, 10",
    "cifar100, 1000, 200, 100",
    "image-folder, 32, 8, 2"
  })
  void infoDescribesADataSet(String name, int train, int test, int classes) throws Exception {
    Map<String, Object> info =
        Cli.run("data", "info", "--dataset", name, "--data", files(name), "--json").json();

    assertThat(info).containsEntry("training_images", train).containsEntry("test_images", test);
    assertThat(info.get("classes")).asInstanceOf(LIST).hasSize(classes);
    assertThat(String.valueOf(info.get("fingerprint"))).isNotBlank();
  }

  private Path files(String name) throws IOException {
    return switch (name) {
      case "cifar10" -> DataFiles.cifar10(folder.resolve("files"), 20);
      case "cifar100" -> DataFiles.cifar100(folder.resolve("files"), 1000, 200);
      case "image-folder" -> DataFiles.images(folder.resolve("files"), 20, "cat", "horse");
      default -> DataFiles.mnist(folder.resolve("files"), 60, 20);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, nats-topology",
    "mnist, darts-cnn",
    "cifar10, nats-topology",
    "cifar100, nats-topology",
    "image-folder, darts-cnn"
  })
  void aSearchRunsOnADataSet(String name, String space) throws Exception {
    Cli search =
        Cli.run(
            "search",
            "--space",
            space,
            "--dataset",
            name,
            "--data",
            files(name),
            "--out",
            folder.resolve("run"),
            "--channels=4",
            "--cells=1",
            "--epochs=1",
            "--retrain-epochs=1",
            "--train-limit=1000",
            "--test-limit=20",
            "--batch=32",
            "--threads=1",
            "--precision=fp32",
            "--no-comparison",
            "--json");

    assertThat(search.json()).containsEntry("dataset", name);
    assertThat(search.number("onnx_max_abs_diff")).isBetween(0.0, 1e-4);
  }

  @Test
  void aNetworkIsTrainedOnGrayImages() throws Exception {
    Cli train =
        Cli.run(
            "train",
            "--index=0",
            "--dataset=mnist",
            "--data",
            files("mnist"),
            "--epochs=1",
            "--channels=4",
            "--out",
            folder.resolve("run"),
            "--threads=1",
            "--json");

    assertThat(train.json()).containsEntry("dataset", "mnist");
  }

  @Test
  void theKnownSetsAreListed() throws Exception {
    assertThat(Cli.run("data", "list", "--json").json().get("datasets"))
        .asInstanceOf(LIST)
        .containsAll(List.of("shapes", "cifar10", "cifar100", "mnist", "image-folder"));
  }

  @Test
  void theTestLimitCutsTheTestImages() throws Exception {
    Map<String, Object> info =
        Cli.run("data", "info", "--test-limit=30", "--side=8", "--json").json();
    assertThat(info).containsEntry("test_images", 30).containsEntry("training_images", 10_000);
  }
}
