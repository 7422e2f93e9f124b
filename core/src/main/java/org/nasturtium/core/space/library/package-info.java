/**
 * The search spaces, one file each, and their registry, {@link
 * org.nasturtium.core.space.library.SearchSpaces}.
 *
 * <p>Nothing but the registry's callers knows a concrete space.
 */
@NullMarked
package org.nasturtium.core.space.library;

import org.jspecify.annotations.NullMarked;
