/** Reproductions, tested on small tables and on the published one. */
@NullMarked
package org.nasturtium.bench.reproduce;

import org.jspecify.annotations.NullMarked;
