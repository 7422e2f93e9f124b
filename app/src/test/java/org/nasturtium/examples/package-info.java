/** Runs the programs of the folder {@code examples}, as their reader would. */
@NullMarked
package org.nasturtium.examples;

import org.jspecify.annotations.NullMarked;
