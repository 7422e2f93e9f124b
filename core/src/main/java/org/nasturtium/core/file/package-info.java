/** Files that survive a crash. Depends on nothing. */
@NullMarked
package org.nasturtium.core.file;

import org.jspecify.annotations.NullMarked;
