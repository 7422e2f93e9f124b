/**
 * Networks as data: a directed acyclic graph of named operations that may leave decisions open.
 *
 * <pre>
 *   Choice ─┐
 *           ├─ Operation ── Node ── NetworkGraph ──decide(architecture)──▶ NetworkGraph
 *   Shape ──┘                           │
 *                                       └── CostModel, TorchNetwork, OnnxExporter, GraphDrawing (its readers)
 * </pre>
 *
 * <p>Read {@link org.nasturtium.core.network.NetworkGraph} first. Depends on {@code choice} only.
 */
@NullMarked
package org.nasturtium.core.network;

import org.jspecify.annotations.NullMarked;
