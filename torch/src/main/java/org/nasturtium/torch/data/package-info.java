/**
 * Image classification data: sets of images, where they come from, how they are split, augmented
 * and prepared as batches.
 *
 * <p>The package is plain Java and never touches a tensor, so that everything here is tested in
 * seconds. Training loops read {@link org.nasturtium.torch.data.BatchStream}; the command line
 * reads {@link org.nasturtium.torch.data.DataSets} and {@link
 * org.nasturtium.torch.data.DataDownload}.
 *
 * <pre>
 * files or generator -> DataSets -> ImageData (train, test) -> Split -> ImageSet
 *                                                                          |
 *                          Normalization + Augmentation = Preparation -> BatchStream -> Batch [N, H, W, C]
 * </pre>
 *
 * Read {@link org.nasturtium.torch.data.ImageSet} first.
 */
@NullMarked
package org.nasturtium.torch.data;

import org.jspecify.annotations.NullMarked;
