package org.nasturtium.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nasturtium.app.run.OnnxEvaluation;
import org.nasturtium.app.run.Reexport;
import org.nasturtium.app.run.RunFolder;
import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.train.Scores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests a trained network. */
@Command(
    name = "evaluate",
    description =
        "Test the network of a finished run, or an ONNX file, on the test images of a data set.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|FILE",
      description = "The folder of a finished run, or an ONNX file.")
  private Path target;

  @Mixin private DataOptions data;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "For an ONNX file: the seed of generated or split data. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    fields.put("target", target.toString());
    if (Files.isDirectory(target)) {
      Reexport run = Reexport.open(RunFolder.existing(target), data.folder());
      Scores scores = run.evaluate();
      fields.put("test_accuracy", scores.accuracy());
      fields.put("test_loss", scores.loss());
      fields.put("class_accuracy", perClass(run.classNames(), scores, lines));
      lines.add(
          String.format(
              Locale.ROOT, "test accuracy %.2f %%  loss %.4f", scores.accuracy(), scores.loss()));
    } else {
      double accuracy = OnnxEvaluation.accuracy(target, data.load(Seed.of(seed).child("data")));
      fields.put("test_accuracy", accuracy);
      lines.add(String.format(Locale.ROOT, "test accuracy %.2f %%", accuracy));
    }
    output.result(fields, lines);
    return 0;
  }

  private static Map<String, Object> perClass(
      List<String> names, Scores scores, List<String> lines) {
    Map<String, Object> classes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      List<Integer> row = scores.confusion().get(i);
      int all = row.stream().mapToInt(Integer::intValue).sum();
      double accuracy = all == 0 ? 0 : 100.0 * row.get(i) / all;
      classes.put(names.get(i), accuracy);
      lines.add(String.format(Locale.ROOT, "  %-20s %6.2f %% of %d", names.get(i), accuracy, all));
    }
    return classes;
  }
}
