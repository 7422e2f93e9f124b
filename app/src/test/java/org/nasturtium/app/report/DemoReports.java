package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.GraphBuilder;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.network.Window;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.library.NatsTopology;

/** Reports with made-up values, as large as real ones. */
final class DemoReports {
  static final List<String> NATS =
      List.of("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3");
  static final List<String> DARTS =
      List.of(
          "none",
          "max_pool_3x3",
          "avg_pool_3x3",
          "skip_connect",
          "sep_conv_3x3",
          "sep_conv_5x5",
          "dil_conv_3x3",
          "dil_conv_5x5");
  static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(i -> "digit " + i).toList();
  private static final String NATS_TEXT =
      "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|";

  private DemoReports() {}

  /** Returns a report of a search in the NATS-Bench topology space with every part filled. */
  static SearchReport nats() {
    NatsTopology space = new NatsTopology();
    NetworkGraph network =
        space.network(space.parse(NATS_TEXT), space.skeleton(new Shape(3, 32, 32), 10));
    return SearchReport.of(
            "GDAS on handwritten digits",
            "Found |nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|, which reaches 98.4 % on the"
                + " test set with 128,394 parameters; a random architecture reaches 96.9 %.")
        .cells(List.of(natsCell()))
        .architecture(NATS_TEXT, "11472 of 15625")
        .comparison(comparison())
        .costs(costs())
        .curves(curves(60))
        .probabilities(histories(List.of("1<-0", "2<-0", "2<-1", "3<-0", "3<-1", "3<-2"), NATS, 60))
        .network(NetworkPicture.of(network))
        .confusion(confusion(DIGITS))
        .deployment(
            new Deployment(
                "model.onnx",
                3,
                32,
                32,
                List.of(0.4914, 0.4822, 0.4465),
                List.of(0.247, 0.2435, 0.2616),
                DIGITS,
                "1.29.0"))
        .notes(
            List.of(
                "GDAS draws one operation per edge with Gumbel noise and learns the probabilities by the gradient of the validation loss.",
                "Deviation from the paper: 60 epochs instead of 250, because the images are small."))
        .setting("Space", "nats-topology")
        .setting("Method", "gdas")
        .setting("Data", "digits, 1,797 images of 3 × 32 × 32, 10 classes")
        .setting("Search epochs", 60)
        .setting("Seed", 1)
        .provenance("Nasturtium", "0.1.0-SNAPSHOT")
        .provenance("libtorch", "2.10.0")
        .provenance(
            "Data fingerprint",
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        .provenance("Machine", "AMD EPYC, 2 cores, 8 GiB")
        .provenance(
            "Command",
            "nasturtium search --space nats-topology --method gdas --data digits --epochs 60 --seed 1")
        .build();
  }

  /** Returns a report of a search in the DARTS space: two cells, 28 choices of 8 candidates. */
  static SearchReport darts() {
    List<String> names = new ArrayList<>();
    for (String cell : List.of("normal", "reduce")) {
      for (int node = 0; node < 4; node++) {
        for (int from = 0; from < node + 2; from++) {
          names.add(cell + " " + (node + 2) + "<-" + from);
        }
      }
    }
    return SearchReport.of(
            "DARTS on CIFAR-10",
            "Found a cell pair that reaches 97.1 % on the test set with 3.35 million parameters.")
        .cells(List.of(normalCell(), reductionCell()))
        .comparison(comparison())
        .probabilities(histories(names, DARTS, 50))
        .build();
  }

  static CellPicture natsCell() {
    return new CellPicture(
        "Cell",
        List.of("0", "1", "2", "3"),
        List.of(
            new CellPicture.Edge("0", "1", "nor_conv_3x3"),
            new CellPicture.Edge("0", "2", "none"),
            new CellPicture.Edge("1", "2", "nor_conv_3x3"),
            new CellPicture.Edge("0", "3", "skip_connect"),
            new CellPicture.Edge("1", "3", "nor_conv_1x1"),
            new CellPicture.Edge("2", "3", "avg_pool_3x3")));
  }

  static CellPicture normalCell() {
    return dartsCell(
        "Normal cell",
        "0 1 sep_conv_3x3 sep_conv_3x3",
        "0 1 sep_conv_3x3 sep_conv_3x3",
        "0 1 skip_connect sep_conv_3x3",
        "0 2 skip_connect dil_conv_3x3");
  }

  static CellPicture reductionCell() {
    return dartsCell(
        "Reduction cell",
        "0 1 max_pool_3x3 max_pool_3x3",
        "2 1 skip_connect max_pool_3x3",
        "0 2 max_pool_3x3 skip_connect",
        "2 1 skip_connect sep_conv_5x5");
  }

  private static CellPicture dartsCell(String title, String... pairs) {
    List<String> nodes = List.of("cell k−2", "cell k−1", "0", "1", "2", "3", "concat");
    List<CellPicture.Edge> edges = new ArrayList<>();
    for (int i = 0; i < pairs.length; i++) {
      List<String> parts = List.of(pairs[i].split(" ", -1));
      for (int k = 0; k < 2; k++) {
        edges.add(
            new CellPicture.Edge(
                nodes.get(Integer.parseInt(parts.get(k))), String.valueOf(i), parts.get(2 + k)));
      }
      edges.add(new CellPicture.Edge(String.valueOf(i), "concat", CellPicture.UNLABELED));
    }
    return new CellPicture(title, nodes, edges);
  }

  /** Returns a small network of a user, with every node drawn. */
  static NetworkGraph smallNetwork() {
    GraphBuilder graph = NetworkGraph.builder();
    graph.input("image", new Shape(1, 8, 8));
    graph.add("first.conv", Operation.Convolution.of(8, Window.same(3, 1)), "image");
    graph.add("first.relu", Operation.Activation.relu(), "first.conv");
    graph.add("second.conv", Operation.Convolution.of(8, Window.same(3, 1)), "first.relu");
    graph.add("sum", new Operation.Add(), "first.relu", "second.conv");
    graph.add("pool", new Operation.GlobalAveragePool(), "sum");
    graph.add("linear", new Operation.Linear(Channels.of(10), true), "pool");
    graph.output(NetworkGraph.LOGITS, "linear");
    return graph.build();
  }

  static List<ChoiceHistory> histories(List<String> choices, List<String> candidates, int epochs) {
    RandomGenerator random = Seed.of(7).child("demo").random();
    List<ChoiceHistory> histories = new ArrayList<>();
    for (String choice : choices) {
      double[] speed = random.doubles(candidates.size(), -2, 2).toArray();
      List<List<Double>> values = new ArrayList<>();
      candidates.forEach(candidate -> values.add(new ArrayList<>()));
      for (int epoch = 0; epoch < epochs; epoch++) {
        double scale = 2.0 * epoch / epochs;
        double[] weights = new double[speed.length];
        for (int k = 0; k < weights.length; k++) {
          weights[k] = Math.exp(speed[k] * scale + 0.08 * random.nextGaussian());
        }
        double sum = java.util.Arrays.stream(weights).sum();
        for (int k = 0; k < weights.length; k++) {
          values.get(k).add(weights[k] / sum);
        }
      }
      int best = IntStream.range(0, speed.length).reduce(0, (a, b) -> speed[b] > speed[a] ? b : a);
      List<Series> lines =
          IntStream.range(0, candidates.size())
              .mapToObj(k -> new Series(candidates.get(k), values.get(k)))
              .toList();
      histories.add(new ChoiceHistory(choice, lines, candidates.get(best)));
    }
    return histories;
  }

  static List<Curves> curves(int epochs) {
    return List.of(
        new Curves(
            "Search: loss",
            List.of(
                series("train", epochs, t -> 0.2 + 2 * Math.exp(-4 * t)),
                series("validation", epochs, t -> 0.35 + 1.9 * Math.exp(-4 * t)))),
        new Curves(
            "Search: accuracy",
            List.of(
                series("train", epochs, t -> 0.97 - 0.8 * Math.exp(-5 * t)),
                series("validation", epochs, t -> 0.93 - 0.8 * Math.exp(-5 * t)))),
        new Curves(
            "Search: temperature", List.of(series("temperature", epochs, t -> 10 - 9.9 * t))),
        new Curves(
            "Search: learning rate",
            List.of(
                series("learning rate", epochs, t -> 0.001 + 0.012 * (1 + Math.cos(Math.PI * t))))),
        new Curves(
            "Retraining: loss",
            List.of(
                series("train", 3 * epochs, t -> 0.02 + 2 * Math.exp(-6 * t)),
                series("validation", 3 * epochs, t -> 0.15 + 1.9 * Math.exp(-6 * t)))),
        new Curves(
            "Retraining: accuracy",
            List.of(
                series("train", 3 * epochs, t -> 1 - 0.8 * Math.exp(-7 * t)),
                series("validation", 3 * epochs, t -> 0.98 - 0.8 * Math.exp(-7 * t)))));
  }

  private static Series series(String name, int epochs, DoubleUnaryOperator value) {
    return new Series(
        name,
        IntStream.range(0, epochs)
            .mapToObj(i -> value.applyAsDouble((double) i / epochs))
            .toList());
  }

  static List<ComparisonRow> comparison() {
    return List.of(
        row("found", 0.979, 0.984, 128_394, 18_400_000, 412.5),
        row("random", 0.966, 0.969, 90_122, 12_050_000, 388),
        row("ResNet-like", 0.975, 0.9785, 270_896, 40_900_000, 4233));
  }

  private static ComparisonRow row(
      String name, double validation, double test, long parameters, long macs, double seconds) {
    return new ComparisonRow(
        name,
        name.equals("random")
            ? "|skip_connect~0|+|none~0|avg_pool_3x3~1|+|none~0|nor_conv_3x3~1|none~2|"
            : "",
        OptionalDouble.of(validation),
        OptionalDouble.of(test),
        OptionalLong.of(parameters),
        OptionalLong.of(macs),
        OptionalDouble.of(seconds));
  }

  static List<CostRow> costs() {
    return List.of(
        new CostRow("found", 128_394, 18_400_000, 19_300_512, 409_600, OptionalDouble.of(1.84)),
        new CostRow(
            "supernet", 1_204_310, 210_000_000, 219_000_000, 3_276_800, OptionalDouble.empty()));
  }

  static Confusion confusion(List<String> classes) {
    RandomGenerator random = Seed.of(7).child("confusion").random();
    List<List<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      List<Integer> row = new ArrayList<>();
      for (int j = 0; j < classes.size(); j++) {
        row.add(i == j ? 160 + random.nextInt(20) : Math.max(0, random.nextInt(-10, 5)));
      }
      counts.add(row);
    }
    return new Confusion(classes, counts);
  }
}
