package org.nasturtium.bench.table;

/** Leakage is reading validation and test images in one number, or test images during a search. */
public enum Leakage {
  /** Such values are refused. */
  REFUSED,
  /** Such values are read: whoever asks knows that nothing may be selected by them. */
  ALLOWED
}
