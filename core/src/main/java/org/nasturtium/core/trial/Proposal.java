package org.nasturtium.core.trial;

import org.nasturtium.core.choice.Architecture;

/**
 * A proposal is an architecture to be evaluated at a fidelity.
 *
 * @param architecture the architecture, raw: as the strategy drew it
 * @param fidelity how much to spend on it
 * @param origin where it comes from, for people, for example {@code random} or {@code mutation of
 *     17}
 */
public record Proposal(Architecture architecture, Fidelity fidelity, String origin) {}
