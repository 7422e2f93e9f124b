/**
 * Benchmark tables as Parquet files, format version 1, see {@code docs/formats/benchmark-table.md}.
 *
 * <p>The structures and encodings are those of Apache's own libraries, of which only the parts are
 * used that know nothing of Hadoop. Read {@link org.nasturtium.bench.parquet.TableFile} first.
 */
@NullMarked
package org.nasturtium.bench.parquet;

import org.jspecify.annotations.NullMarked;
