/**
 * The published search results of NATS-Bench, run again on a table and compared.
 *
 * <pre>
 * BenchmarkTable + SearchMethods ─▶ Reproduction (500 simulated searches each) ─▶ ReproductionReport
 *    rows against PublishedResult · AnytimeCurve · Comparison · Optimum · DerivedCells ─▶ JSON, CSV, LaTeX
 * </pre>
 *
 * <p>Read {@link org.nasturtium.bench.reproduce.Reproduction} first.
 */
@NullMarked
package org.nasturtium.bench.reproduce;

import org.jspecify.annotations.NullMarked;
