@NullMarked
package org.nasturtium.bench.convert;

import org.jspecify.annotations.NullMarked;
