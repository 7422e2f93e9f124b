package org.nasturtium.export.onnx;

/**
 * The latency of a model, measured over many runs.
 *
 * @param medianMillis half of the runs took at most this long, in milliseconds
 * @param p95Millis 95% of the runs took at most this long, in milliseconds
 * @param minMillis the fastest run, in milliseconds
 * @param runs how many runs were timed
 * @param threads how many threads worked on one operator
 * @param batch how many images one run took
 */
public record Latency(
    double medianMillis, double p95Millis, double minMillis, int runs, int threads, int batch) {}
