/**
 * Runs: the stages of a search or a training, kept in a folder that a killed run continues from.
 *
 * <pre>
 *   RunSettings ─▶ RunInputs (space, data, engine) ─▶ SupernetSearch ─▶ Contestants trained alike ─▶ export ─▶ RunResult, report
 * </pre>
 */
@NullMarked
package org.nasturtium.app.run;

import org.jspecify.annotations.NullMarked;
