/**
 * Studies: the loop that joins a strategy, an evaluator and a study log under a budget.
 *
 * <pre>
 * Strategy.ask -> Proposal -> Evaluator -> Outcome -> Trial -> StudyLog -> Strategy.tell -> History
 * </pre>
 *
 * <p>{@link org.nasturtium.core.study.Study} works with threads, processes and a store; {@link
 * org.nasturtium.core.study.Simulation} is the same loop in one thread without any of them. Both
 * make the calls of one {@link org.nasturtium.core.study.Conversation}, so both make the same
 * trials. Read that class first.
 */
@NullMarked
package org.nasturtium.core.study;

import org.jspecify.annotations.NullMarked;
