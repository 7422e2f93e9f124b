/** How a long run tells what it does and learns that it should stop. Depends on nothing. */
@NullMarked
package org.nasturtium.core.progress;

import org.jspecify.annotations.NullMarked;
