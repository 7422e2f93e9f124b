/**
 * The command line: one class per command; the only place that reads arguments and writes to the
 * standard streams.
 */
@NullMarked
package org.nasturtium.app.cli;

import org.jspecify.annotations.NullMarked;
