/**
 * Benchmark tables: what was measured of each architecture, opened into primitive columns and read
 * through queries that cannot be misread.
 *
 * <pre>
 *   Query (record, split, budget, epoch, seeds, quantity) ─▶ BenchmarkTable.lookup ─▶ Lookup ─▶ Answer
 *                                                            refuses what is not held
 *   Dataset ─▶ BenchmarkTable.searching ─▶ SearchView: validation only
 * </pre>
 *
 * <p>Read {@link org.nasturtium.bench.table.BenchmarkTable} first.
 */
@NullMarked
package org.nasturtium.bench.table;

import org.jspecify.annotations.NullMarked;
