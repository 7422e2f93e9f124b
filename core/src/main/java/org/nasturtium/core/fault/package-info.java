/** Faults that every module shares: what the user got wrong, in one line. Depends on nothing. */
@NullMarked
package org.nasturtium.core.fault;

import org.jspecify.annotations.NullMarked;
