package org.nasturtium.bench.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Pickler;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.nasturtium.core.space.SearchSpace;

/** Made-up records in the layout of the official archives. */
final class Records {
  private Records() {}

  /** A record with trainings of two epochs on one record name with two seeds. */
  static Map<Object, Object> record(SearchSpace space, int index) {
    String text = space.format(space.unrank(BigInteger.valueOf(index)));
    Map<Object, Object> results = new LinkedHashMap<>();
    for (int seed : new int[] {777, 888}) {
      results.put(new Object[] {"cifar10-valid", seed}, training(seed + index));
    }
    Map<Object, Object> budget = new LinkedHashMap<>();
    budget.put("arch_index", index);
    budget.put("arch_str", text);
    budget.put("all_results", results);
    budget.put("dataset_seed", Map.of("cifar10-valid", List.of(777, 888)));
    budget.put("clear_net_done", true);
    Map<Object, Object> record = new LinkedHashMap<>();
    record.put("02", budget);
    return record;
  }

  private static Map<Object, Object> training(double base) {
    Map<Object, Object> training = new LinkedHashMap<>();
    training.put("epochs", 2);
    training.put("params", 0.129306);
    training.put("flop", 15.64737);
    training.put("latency", List.of(0.0125));
    training.put("train_acc1es", Map.of(0, base / 100, 1, base / 50));
    training.put("train_acc5es", null);
    training.put("train_losses", Map.of(0, 2.0, 1, 1.0));
    training.put("train_times", Map.of(0, 7.5, 1, 7.5));
    training.put("eval_acc1es", Map.of("x-valid@0", 10.0, "x-valid@1", 20.0, "ori-test@1", 30.0));
    training.put("eval_losses", Map.of("x-valid@0", 3.0, "x-valid@1", 2.5));
    training.put("eval_times", Map.of("x-valid@0", 2.5, "x-valid@1", 2.5, "ori-test@1", 1.0));
    training.put("net_state_dict", null);
    return training;
  }

  static byte[] pickle(Object value) {
    try {
      return new Pickler().dumps(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bzip2(byte[] bytes) {
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (var output = new BZip2CompressorOutputStream(packed, 1)) {
        output.write(bytes);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
