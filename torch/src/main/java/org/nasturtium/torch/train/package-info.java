/**
 * Training of networks: optimizers, schedules, checkpoints and the trainer of stand-alone networks.
 *
 * <pre>
 *   ImageSet ──BatchStream──▶ Trainer ──▶ Trained ──Scores──▶ Outcome of a TrainingEvaluator
 *                               │ ▲
 *                               ▼ │ every epoch, and when interrupted
 *                           Checkpoint
 * </pre>
 */
@NullMarked
package org.nasturtium.torch.train;

import org.jspecify.annotations.NullMarked;
