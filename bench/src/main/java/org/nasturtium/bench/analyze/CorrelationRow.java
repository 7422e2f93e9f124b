package org.nasturtium.bench.analyze;

import java.util.Optional;
import java.util.OptionalDouble;
import org.nasturtium.core.statistics.ConfidenceInterval;
import org.nasturtium.core.statistics.Correlation;

/**
 * A correlation row says how much two accuracies agree over some architectures (Figure 5.5).
 *
 * @param first one accuracy, for example {@code cifar10 test}
 * @param second the other
 * @param scope over which architectures: {@code all}, or the best by the first accuracy, for
 *     example {@code top 150}
 * @param count how many those are
 * @param correlation which correlation
 * @param value the correlation; empty if one accuracy is constant
 * @param interval its confidence interval by Fisher's z, if there are enough architectures
 */
public record CorrelationRow(
    String first,
    String second,
    String scope,
    int count,
    Correlation correlation,
    OptionalDouble value,
    Optional<ConfidenceInterval> interval) {}
