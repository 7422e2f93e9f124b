/**
 * Labeled directed acyclic graphs, the Weisfeiler-Lehman kernel over them, random generators, and
 * the generator behind published orders and splits. Depends on faults only.
 *
 * <p>Read {@link org.nasturtium.core.graph.Dag} first.
 */
@NullMarked
package org.nasturtium.core.graph;

import org.jspecify.annotations.NullMarked;
