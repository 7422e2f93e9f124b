package org.nasturtium.torch.train;

/**
 * The numbers of one epoch of training.
 *
 * @param epoch the epoch, from 0
 * @param learningRate the rate at its end
 * @param loss the mean training loss, auxiliary loss excluded
 * @param accuracy the training accuracy in percent, measured while the weights changed
 */
public record EpochResult(int epoch, double learningRate, double loss, double accuracy) {}
