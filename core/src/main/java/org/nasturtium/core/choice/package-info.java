/**
 * Choices and architectures: the decisions a network leaves open, and one pick for each of them.
 *
 * <p>Stands below both {@code network} and {@code space}, so that a graph can be decided without
 * knowing any search space. Read {@link org.nasturtium.core.choice.Architecture} first.
 */
@NullMarked
package org.nasturtium.core.choice;

import org.jspecify.annotations.NullMarked;
