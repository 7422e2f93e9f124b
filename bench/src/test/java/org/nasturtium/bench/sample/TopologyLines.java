package org.nasturtium.bench.sample;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.library.NatsTopology;

/** Made-up lines in the layout of the rebuilt topology table. */
public final class TopologyLines {
  /** The columns without those of ImageNet16-120. */
  public static final List<String> COLUMNS =
      List.of(
          ("index,arch_str,unique_str,nruns_200,params_M_c10,params_M_c100,params_M_in16,"
                  + "params_M_c10_official_record,flops_M_c10,flops_M_c100,flops_M_in16,"
                  + "e12_c10valid_xvalid,e12_c10_oritest,e12_c100_xvalid,e12_c100_xtest,"
                  + "e200_c10valid_xvalid,e200_c10valid_oritest,e200_c10valid_train_acc,"
                  + "e200_c10valid_train_loss,e200_c10valid_xvalid_loss,e200_c10_oritest,"
                  + "e200_c100_xvalid_derived,e200_c100_xtest,e200_c100_oritest,"
                  + "e200_c10valid_xvalid_s777,e200_c10valid_xvalid_s888,"
                  + "e200_c10valid_xvalid_s999,e200_c100_oritest_s777,e200_c100_oritest_s888,"
                  + "e200_c100_oritest_s999,epoch_time_s_c10valid,epoch_time_s_c10,"
                  + "epoch_time_s_c100,epoch_time_s_in16,xvalid_time_s_c10valid,"
                  + "test_time_s_c10valid")
              .split(",", -1));

  /** The columns of ImageNet16-120. */
  public static final List<String> IMAGENET =
      List.of(
          "e12_in16_xvalid",
          "e12_in16_xtest",
          "e200_in16_xvalid_derived",
          "e200_in16_xtest",
          "e200_in16_oritest",
          "e200_in16_oritest_s777",
          "e200_in16_oritest_s888",
          "e200_in16_oritest_s999");

  private static final SearchSpace SPACE = new NatsTopology();

  private TopologyLines() {}

  /**
   * Returns a file: a header and a line per index, whose numbers are the position of the column
   * plus a hundredth of the index.
   */
  public static List<String> of(List<String> columns, int... indices) {
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
    for (int index : indices) {
      lines.add(line(columns, index));
    }
    return lines;
  }

  private static String line(List<String> columns, int index) {
    int runs = 2 + index % 2;
    List<String> cells = new ArrayList<>();
    for (String column : columns) {
      cells.add(
          switch (column) {
            case "index" -> String.valueOf(index);
            case "arch_str" -> SPACE.format(SPACE.unrank(BigInteger.valueOf(index)));
            case "unique_str" -> "not read";
            case "nruns_200" -> String.valueOf(runs);
            default ->
                runs == 2 && column.endsWith("_s999")
                    ? ""
                    : String.valueOf(value(columns, column, index));
          });
    }
    return String.join(",", cells);
  }

  /** Returns the number in a column of an index. */
  public static double value(List<String> columns, String column, int index) {
    return columns.indexOf(column) + index / 100.0;
  }
}
