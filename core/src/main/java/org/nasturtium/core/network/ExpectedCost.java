package org.nasturtium.core.network;

/**
 * The expected cost of a network with open decisions under independent gate probabilities.
 *
 * @param parameters expected trainable numbers
 * @param macs expected multiply-accumulates of convolutions and linear layers
 */
public record ExpectedCost(double parameters, double macs) {}
