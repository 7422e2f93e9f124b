/** Strategies side by side on a benchmark table, at equal numbers of evaluations. */
@NullMarked
package org.nasturtium.bench.compare;

import org.jspecify.annotations.NullMarked;
