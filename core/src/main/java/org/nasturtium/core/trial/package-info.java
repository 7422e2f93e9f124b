/**
 * Trials: what was proposed, what came of it, and where that is kept.
 *
 * <pre>
 * Proposal (architecture at a fidelity) -> Outcome (measurement, or why there is none) -> Trial -> TrialStore
 * </pre>
 *
 * <p>Read {@link org.nasturtium.core.trial.Trial} first. The package knows architectures only; any
 * module may depend on it.
 */
@NullMarked
package org.nasturtium.core.trial;

import org.jspecify.annotations.NullMarked;
