package org.nasturtium.bench.compare;

/**
 * An answer is the incumbent of a search after some evaluations, and what it is worth after full
 * training, which the search did not see.
 *
 * @param evaluations how many evaluations were made
 * @param row the row of the incumbent in the table
 * @param validation its final validation accuracy in percent; in a search guided by test
 *     accuracies, the test accuracy
 * @param test its final test accuracy in percent
 */
public record Answer(int evaluations, int row, double validation, double test) {}
