package org.nasturtium.torch.supernet;

import org.nasturtium.core.search.Seed;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Normalization;

/**
 * The images that candidates are scored on, never augmented.
 *
 * @param set the validation images
 * @param normalization how pixels become inputs
 * @param batches which of them score a candidate
 * @param batchSize the images of a batch, at least 1; the set may have fewer
 * @param seed where the order of the images is drawn from
 */
public record ScoringImages(
    ImageSet set,
    Normalization normalization,
    CandidateOptions.Batches batches,
    int batchSize,
    Seed seed) {}
