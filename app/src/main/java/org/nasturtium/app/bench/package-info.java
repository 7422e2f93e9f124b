/**
 * What the reports on benchmark tables show: reproduced searches, the analysis of a table, and
 * strategies side by side, whose runs are made and kept here.
 *
 * <pre>
 *   ReproductionReport ──────────────▶ ReproductionPage ─┐
 *   AnalysisReport ──────────────────▶ AnalysisPage ─────┼─▶ Page
 *   StrategyMatrix ─▶ StrategyRuns ──▶ StrategyPage ─────┘
 * </pre>
 */
@NullMarked
package org.nasturtium.app.bench;

import org.jspecify.annotations.NullMarked;
