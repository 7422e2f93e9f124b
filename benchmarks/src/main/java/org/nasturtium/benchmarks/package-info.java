/**
 * Speed and memory, measured against the goals.
 *
 * <pre>
 *   Benchmark (one question) ──▶ Alternation (its variants, in turns) ──▶ Row ──▶ Report
 * </pre>
 *
 * <p>Absolute times drift with the machine, so what is compared runs in turns in one process, and
 * the ratio is the result. Read {@link org.nasturtium.benchmarks.Benchmark} first.
 */
@NullMarked
package org.nasturtium.benchmarks;

import org.jspecify.annotations.NullMarked;
