package org.nasturtium.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.app.run.Presets;
import org.nasturtium.core.search.strategy.Strategies;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.recipe.Recipes;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(Nasturtium.commandLine(new Interrupt()), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
    all.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(child, longer, all);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpNamesEveryOption(List<String> path) {
    CommandLine command = Nasturtium.commandLine(new Interrupt());
    for (String name : path) {
      command = Objects.requireNonNull(command.getSubcommands().get(name), name);
    }
    List<Object> arguments = new ArrayList<>(path);
    arguments.add("--help");

    Cli help = Cli.run(arguments.toArray());

    assertThat(help.exit()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(command.getCommandSpec().options()).isNotEmpty();
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(help.out()).contains(option.longestName().replaceFirst("^--(no-)?", ""));
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
    }
  }

  @Test
  void everyCommandIsListed() {
    assertThat(Cli.run("--help").out())
        .contains(
            "search",
            "compare",
            "train",
            "evaluate",
            "export",
            "latency",
            "cost",
            "data",
            "supernet",
            "study",
            "bench",
            "encoder",
            "predictor",
            "doctor");
  }

  @Test
  void theListsComeFromTheRegistries() {
    String search = Cli.run("search", "--help").out();
    Recipes.all().forEach(row -> assertThat(search).contains("  " + row.name() + " "));
    Strategies.all().forEach(row -> assertThat(search).contains("  " + row.name() + " "));
    SearchSpaces.names().forEach(name -> assertThat(search).contains("  " + name + " "));
    Presets.all().forEach(row -> assertThat(search).contains("  " + row.name() + " "));
    assertThat(Cli.run("cost", "--help").out()).contains("GDAS_F1 ", "PDARTS ", "gdas-imagenet ");
  }

  @Test
  void completionIsABashScript() {
    Cli script = Cli.run("generate-completion");
    assertThat(script.exit()).isZero();
    assertThat(script.out())
        .startsWith("#!")
        .contains("complete -F", "--retrain-epochs", "latency");
  }

  @Test
  void theVersionIsTold() {
    Cli version = Cli.run("--version");
    assertThat(version.exit()).isZero();
    assertThat(version.out()).startsWith("nasturtium ");
  }

  @Test
  void theDoctorExaminesThisMachine() throws Exception {
    assertThat(Cli.run("doctor", "--json").json())
        .containsKeys("java", "libtorch_presets", "onnx_runtime", "native_bf16", "threads")
        .containsKey("convolution_gigaflops");
  }
}
