/**
 * What a benchmark table says about its space: the numbers behind Figures 5.2 to 5.5 of the thesis.
 *
 * <pre>
 * BenchmarkTable ─▶ TableAnalysis ─▶ AnalysisReport: RankSeries · CostSeries · Agreement · CorrelationRow ─▶ AnalysisCsv
 * </pre>
 *
 * <p>Plain series, which the program draws. Read {@link
 * org.nasturtium.bench.analyze.TableAnalysis} first.
 */
@NullMarked
package org.nasturtium.bench.analyze;

import org.jspecify.annotations.NullMarked;
