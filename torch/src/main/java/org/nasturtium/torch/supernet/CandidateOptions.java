package org.nasturtium.torch.supernet;

import org.nasturtium.core.fault.InvalidInputException;

/**
 * How many candidates a derivation by shared weights scores, and on which images.
 *
 * @param count candidates of the final derivation (K of the papers), at least 1
 * @param preview candidates of the architecture that is reported after each epoch, at least 1
 * @param images the images of one validation batch, at least 1
 * @param batches which validation images score a candidate
 */
public record CandidateOptions(int count, int preview, int images, Batches batches) {
  /** Which validation images score a candidate. */
  public enum Batches {
    /** One batch each, a different one for each candidate: as coded for NATS-Bench. */
    OWN,
    /** One batch, the same for all: less noise in comparisons at the same price. */
    COMMON,
    /** Every validation image, batch by batch. */
    WHOLE_SET
  }

  /** Checks the numbers. */
  public CandidateOptions {
    require("--candidates", count);
    require("--preview-candidates", preview);
    require("--score-images", images);
  }

  private static void require(String option, int number) {
    if (number < 1) {
      throw new InvalidInputException(option + " must be at least 1, not " + number);
    }
  }

  /**
   * Returns the settings of NATS-Bench (reference section 10.3): 100 candidates, each on a batch of
   * 512 of its own, after every epoch and at the end.
   */
  public static CandidateOptions natsBench() {
    return new CandidateOptions(100, 100, 512, Batches.OWN);
  }

  /** Returns these settings for other numbers of candidates. */
  public CandidateOptions withCounts(int candidates, int previewCandidates) {
    return new CandidateOptions(candidates, previewCandidates, images, batches);
  }

  /** Returns these settings on other images. */
  public CandidateOptions on(Batches which, int batchImages) {
    return new CandidateOptions(count, preview, batchImages, which);
  }
}
