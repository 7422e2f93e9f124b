/** The simulated clock, tested. */
@NullMarked
package org.nasturtium.bench.clock;

import org.jspecify.annotations.NullMarked;
