/** Text forms that several reports share. */
@NullMarked
package org.nasturtium.bench.text;

import org.jspecify.annotations.NullMarked;
