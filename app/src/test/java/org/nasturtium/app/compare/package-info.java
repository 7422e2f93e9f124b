/** Tests of comparisons. */
@NullMarked
package org.nasturtium.app.compare;

import org.jspecify.annotations.NullMarked;
