package org.nasturtium.core.space.library;

import java.util.Map;
import java.util.TreeMap;

/**
 * Released cells of the DARTS space, by the names their authors gave them.
 *
 * <p>Those whose reduction cell is the fixed one of GDAS are listed apart.
 *
 * <p>{@code DARTS_V1} and {@code DARTS_V2} (first and second order) are those of the DARTS code,
 * quark0/darts, {@code cnn/genotypes.py}; {@code GDAS_V1}, {@code GDAS_F1}, {@code GDAS_FG} and
 * {@code GDAS_GF} (F: fixed reduction; FG and GF cross the cells of F1 and V1) are those of the
 * GDAS code, D-X-Y/AutoDL-Projects; {@code PDARTS} is that of P-DARTS (Chen, Xie, Wu and Tian,
 * 2019).
 */
public final class DartsGenotypes {
  private static final String DARTS_V1 =
      """
      Genotype(normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1),
                       ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)],
               normal_concat=[2, 3, 4, 5],
               reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 0),
                       ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)],
               reduce_concat=[2, 3, 4, 5])""";

  private static final String DARTS_V2 =
      """
      Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
                       ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
               normal_concat=[2, 3, 4, 5],
               reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
                       ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
               reduce_concat=[2, 3, 4, 5])""";

  private static final String GDAS_V1 =
      """
      Genotype(normal=[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('sep_conv_5x5', 2),
                       ('sep_conv_3x3', 3), ('skip_connect', 0), ('sep_conv_5x5', 4), ('sep_conv_3x3', 3)],
               normal_concat=[2, 3, 4, 5],
               reduce=[('sep_conv_5x5', 0), ('sep_conv_3x3', 1), ('sep_conv_5x5', 2), ('sep_conv_5x5', 1),
                       ('dil_conv_5x5', 2), ('sep_conv_3x3', 1), ('sep_conv_5x5', 0), ('sep_conv_5x5', 1)],
               reduce_concat=[2, 3, 4, 5])""";

  private static final String PDARTS =
      """
      Genotype(normal=[('skip_connect', 0), ('dil_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1),
                       ('sep_conv_3x3', 1), ('sep_conv_3x3', 3), ('sep_conv_3x3', 0), ('dil_conv_5x5', 4)],
               normal_concat=[2, 3, 4, 5],
               reduce=[('avg_pool_3x3', 0), ('sep_conv_5x5', 1), ('sep_conv_3x3', 0), ('dil_conv_5x5', 2),
                       ('max_pool_3x3', 0), ('dil_conv_3x3', 1), ('dil_conv_3x3', 1), ('dil_conv_5x5', 3)],
               reduce_concat=[2, 3, 4, 5])""";

  private static final String GDAS_F1_NORMAL =
      """
      normal=[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('sep_conv_3x3', 2),
              ('skip_connect', 0), ('sep_conv_3x3', 2), ('skip_connect', 0), ('sep_conv_3x3', 2)],
      normal_concat=[2, 3, 4, 5]""";

  private static final Map<String, String> RELEASED =
      Map.of(
          "DARTS_V1", DARTS_V1,
          "DARTS_V2", DARTS_V2,
          "GDAS_V1", GDAS_V1,
          "GDAS_FG",
              "Genotype(" + GDAS_F1_NORMAL + ", " + GDAS_V1.substring(GDAS_V1.indexOf("reduce=")),
          "PDARTS", PDARTS);

  private static final Map<String, String> FIXED_REDUCTION =
      Map.of(
          "GDAS_F1",
          "Genotype(" + GDAS_F1_NORMAL + ")",
          "GDAS_GF",
          GDAS_V1.substring(0, GDAS_V1.indexOf("reduce=")).strip().replaceFirst(",$", ")"));

  private DartsGenotypes() {}

  /** Returns the genotype text of each released cell, by name, sorted. */
  public static Map<String, String> released() {
    return new TreeMap<>(RELEASED);
  }

  /**
   * Returns the genotype text of the normal cells that were released with the fixed reduction cell
   * of GDAS, by name, sorted.
   */
  public static Map<String, String> releasedWithFixedReduction() {
    return new TreeMap<>(FIXED_REDUCTION);
  }
}
