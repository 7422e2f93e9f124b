/** Tests of runs: that they end alike however often they are broken off. */
@NullMarked
package org.nasturtium.app.run;

import org.jspecify.annotations.NullMarked;
