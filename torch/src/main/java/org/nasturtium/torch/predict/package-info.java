/**
 * Learned guesses of what an architecture is worth: graph embeddings and score predictors (NASGEM,
 * arXiv 2007.04452).
 *
 * <pre>
 *   CellGraphs ──Dag──▶ GraphEncoding ──numbers──▶ GraphEmbedding ──vector──▶ ScorePredictor ──▶ Guess
 *                                       (GraphEncoder, FlattenedAdjacency)
 *   EncoderTraining: pairs of random graphs, Weisfeiler-Lehman kernel ──▶ GraphEncoder
 * </pre>
 *
 * <p>Read {@link org.nasturtium.torch.predict.GraphEncoder} first. Trained networks are values on
 * the Java heap; native memory is used within a call only, so nothing here needs to be closed.
 */
@NullMarked
package org.nasturtium.torch.predict;

import org.jspecify.annotations.NullMarked;
