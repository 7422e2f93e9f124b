/**
 * Statistics that say whether a difference or an agreement is more than luck.
 *
 * <pre>
 * two series   -> Correlation -> ConfidenceInterval (Fisher's z, or Bootstrap)
 * two methods  -> WilcoxonSignedRank
 * many methods -> Friedman -> CriticalDifference
 * one series   -> Moments
 * many points  -> PrincipalComponents
 * </pre>
 *
 * <p>Plain numbers in and out; depends on nothing but a library of distributions and matrices. Read
 * {@link org.nasturtium.core.statistics.Correlation} first.
 */
@NullMarked
package org.nasturtium.core.statistics;

import org.jspecify.annotations.NullMarked;
