/**
 * Black-box searches: a strategy proposes, a training or a benchmark table answers, a store keeps
 * every trial.
 *
 * <pre>
 *   StudySettings ─▶ SearchTask (trainings or a table) ─▶ StudySearch ─▶ Study ─▶ RunResult, StudyPage
 *                                                            │
 *                                                       TrialStore
 * </pre>
 *
 * <p>Read {@link org.nasturtium.app.study.StudySearch} first.
 */
@NullMarked
package org.nasturtium.app.study;

import org.jspecify.annotations.NullMarked;
