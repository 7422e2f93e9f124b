/**
 * Networks that compute: a {@link org.nasturtium.torch.network.TorchNetwork} evaluates any {@code
 * NetworkGraph}, decided or under gates.
 *
 * <pre>
 *   NetworkGraph ──LayerFactory──▶ Layer per node ─┐
 *   Gates (which candidates, with which weights) ──┼─▶ TorchNetwork.forward ──▶ outputs
 *   Pass (training, frozen or evaluation) ─────────┘
 * </pre>
 */
@NullMarked
package org.nasturtium.torch.network;

import org.jspecify.annotations.NullMarked;
