/** Graph encodings and the generators behind published orders and splits. Depends on nothing. */
@NullMarked
package org.nasturtium.core.graph;

import org.jspecify.annotations.NullMarked;
