package org.nasturtium.core.network;

/**
 * The cost of a decided network for one sample.
 *
 * @param parameters trainable numbers: convolutions, linear layers, scale and offset of
 *     normalizations
 * @param macs multiply-accumulates of convolutions and linear layers, a learned offset counting
 *     once per output value, as NATS-Bench counts them (its "FLOPs")
 * @param fullMacs {@code macs} and the arithmetic of everything else: 1 per value for a
 *     normalization, an activation and each term of a sum or product, the window size per output
 *     value for a pooling
 * @param peakActivationBytes most bytes of activations alive at once in fp32 inference, when nodes
 *     run in graph order and each activation is freed after its last reader
 */
public record Cost(long parameters, long macs, long fullMacs, long peakActivationBytes) {}
