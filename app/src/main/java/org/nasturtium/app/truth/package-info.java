/**
 * What a benchmark table knows of the architectures that a search found or scored.
 *
 * <pre>
 * table -> TrueAccuracies -> TrueAccuracy by data set
 * scores with shared weights, true accuracies -> RankAgreement
 * </pre>
 *
 * <p>Knows tables and architectures, neither runs nor networks. Read {@link
 * org.nasturtium.app.truth.TrueAccuracies} first.
 */
@NullMarked
package org.nasturtium.app.truth;

import org.jspecify.annotations.NullMarked;
