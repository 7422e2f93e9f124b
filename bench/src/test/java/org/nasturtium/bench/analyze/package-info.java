/** Analyses, tested on small tables and on the published one. */
@NullMarked
package org.nasturtium.bench.analyze;

import org.jspecify.annotations.NullMarked;
