package org.nasturtium.bench.reproduce;

/**
 * A printed mean and standard deviation, in percent, as tables give them.
 *
 * @param mean the mean
 * @param deviation the population standard deviation
 */
public record MeanAndDeviation(double mean, double deviation) {}
