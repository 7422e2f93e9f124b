/**
 * Search spaces: networks with open decisions, or rules that map free graphs to networks.
 *
 * <pre>
 *   Skeleton ─┐
 *             ├─ OpenSpace.supernet ──▶ NetworkGraph with open decisions
 *   Choice ───┤
 *             └─ NetworkSpace.network(architecture, skeleton) ──▶ NetworkGraph, decided
 * </pre>
 *
 * <p>Read {@link org.nasturtium.core.space.SearchSpace} first. The spaces themselves are in {@code
 * space.library}, one file each.
 */
@NullMarked
package org.nasturtium.core.space;

import org.jspecify.annotations.NullMarked;
