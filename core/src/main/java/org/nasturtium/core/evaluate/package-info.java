/** Evaluators turn proposals into outcomes; small decorators cache, constrain or disturb others. */
@NullMarked
package org.nasturtium.core.evaluate;

import org.jspecify.annotations.NullMarked;
