/**
 * The simulated clock: what a query of a benchmark would have cost, and when a search must stop.
 *
 * <pre>
 * Strategy ─▶ Proposal ─▶ TabularEvaluator (SearchView, QueryCost) ─▶ Outcome ─▶ SimulatedSearch ─▶ Trace
 *                                              Conventions say "as published" or "as coded" for each deviation
 * </pre>
 *
 * <p>Read {@link org.nasturtium.bench.clock.SimulatedSearch} first.
 */
@NullMarked
package org.nasturtium.bench.clock;

import org.jspecify.annotations.NullMarked;
