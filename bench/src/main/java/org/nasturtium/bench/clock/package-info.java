/**
 * The simulated clock: what a query of a benchmark would have cost, and how a search is read when
 * its time is up.
 *
 * <pre>
 * Proposal ─▶ TabularEvaluator (SearchView, QueryCost) ─▶ Outcome ... History of a study ─▶ Trace
 *       Conventions say "as published" or "as coded" for each Deviation
 * </pre>
 *
 * <p>The clock itself is the budget of a study: it starts at zero, every evaluation adds its cost,
 * and the study ends with the evaluation that reaches the budget. Read {@link
 * org.nasturtium.bench.clock.TabularEvaluator} first.
 */
@NullMarked
package org.nasturtium.bench.clock;

import org.jspecify.annotations.NullMarked;
