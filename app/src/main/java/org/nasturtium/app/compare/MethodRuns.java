package org.nasturtium.app.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nasturtium.core.statistics.Moments;

/**
 * The runs of one method.
 *
 * @param method the method
 * @param runs its runs, one per seed
 */
record MethodRuns(String method, List<ComparedRun> runs) {
  MethodRuns {
    runs = List.copyOf(runs);
  }

  /** Returns runs method by method, in their order. */
  static List<MethodRuns> of(List<ComparedRun> runs) {
    Map<String, List<ComparedRun>> byMethod = new LinkedHashMap<>();
    runs.forEach(run -> byMethod.computeIfAbsent(run.method(), m -> new ArrayList<>()).add(run));
    List<MethodRuns> methods = new ArrayList<>();
    byMethod.forEach((method, own) -> methods.add(new MethodRuns(method, own)));
    return methods;
  }

  /** Returns how many runs failed. */
  long failed() {
    return runs.stream().filter(run -> !run.isFinished()).count();
  }

  /** Returns mean and spread of a measure over the runs that have it, if any. */
  Optional<Moments> moments(Measure measure) {
    double[] values =
        runs.stream()
            .map(run -> run.value(measure.field()))
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Moments.of(values));
  }

  /** Returns mean and spread of a measure after each epoch that some run has it for. */
  List<Optional<Moments>> epochs(Measure measure) {
    List<List<Double>> curves = runs.stream().map(run -> run.epochs(measure.field())).toList();
    int length = curves.stream().mapToInt(List::size).max().orElse(0);
    List<Optional<Moments>> moments = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int epoch = i;
      double[] values =
          curves.stream()
              .filter(curve -> epoch < curve.size())
              .mapToDouble(curve -> curve.get(epoch))
              .filter(Double::isFinite)
              .toArray();
      moments.add(values.length == 0 ? Optional.empty() : Optional.of(Moments.of(values)));
    }
    return moments;
  }
}
