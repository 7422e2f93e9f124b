@NullMarked
package org.nasturtium.bench.table;

import org.jspecify.annotations.NullMarked;
