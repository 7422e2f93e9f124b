/**
 * A matrix of searches: every method with every seed, each a run of its own, and what they tell
 * together.
 *
 * <pre>
 *   Matrix ─▶ Comparison ─▶ ComparedRun* ─▶ MethodRuns* ─▶ ComparisonTable, ComparisonPage
 *                  └─▶ trials in the store
 * </pre>
 */
@NullMarked
package org.nasturtium.app.compare;

import org.jspecify.annotations.NullMarked;
