@NullMarked
package org.nasturtium.bench.parquet;

import org.jspecify.annotations.NullMarked;
