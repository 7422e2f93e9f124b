/**
 * What the reports on benchmark tables show: reproduced searches and the analysis of a table.
 *
 * <pre>
 *   ReproductionReport ─▶ ReproductionPage ─┐
 *                                           ├─▶ Page
 *   AnalysisReport ─────▶ AnalysisPage ─────┘
 * </pre>
 */
@NullMarked
package org.nasturtium.app.bench;

import org.jspecify.annotations.NullMarked;
