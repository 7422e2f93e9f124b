package org.nasturtium.torch.data;

import java.util.random.RandomGenerator;

/** The images of one batch and the generator its augmentations are drawn from. */
@SuppressWarnings("ArrayRecordComponent") // a carrier from the order to the worker; never compared
record Selection(int epoch, int batch, int[] images, RandomGenerator random) {}
