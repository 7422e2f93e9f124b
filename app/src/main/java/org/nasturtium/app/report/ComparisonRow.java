package org.nasturtium.app.report;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A comparison row is what one network reached when it was trained like the others.
 *
 * @param name which network, for example {@code found} or {@code random}
 * @param architecture its architecture in text form; empty if it is none of the space
 * @param validationAccuracy 0..1; empty if it was not measured
 * @param testAccuracy 0..1; empty if it was not measured
 * @param parameters trainable numbers; empty if unknown
 * @param macs multiply-accumulates of one image; empty if unknown
 * @param seconds the time its training took; empty if unknown
 */
public record ComparisonRow(
    String name,
    String architecture,
    OptionalDouble validationAccuracy,
    OptionalDouble testAccuracy,
    OptionalLong parameters,
    OptionalLong macs,
    OptionalDouble seconds) {}
