package org.nasturtium.app.report;

import java.util.OptionalDouble;

/**
 * A cost row is what one network costs for one image.
 *
 * @param network what is counted, for example {@code found network}
 * @param parameters trainable numbers
 * @param macs multiply-accumulates of convolutions and linear layers
 * @param fullMacs those and the arithmetic of everything else
 * @param peakActivationBytes most bytes of activations alive at once, fp32
 * @param latencyMillis measured time of one image, in milliseconds; empty if it was not measured
 */
public record CostRow(
    String network,
    long parameters,
    long macs,
    long fullMacs,
    long peakActivationBytes,
    OptionalDouble latencyMillis) {}
