/**
 * Importers make benchmark tables of what others publish: the official archives of NATS-Bench, CSV
 * files of known layouts, and CSV files of anyone's own. None needs Python.
 *
 * <p>Everything read here is foreign: sizes are bounded before anything is allocated, and whatever
 * is wrong is one line that says where. Read {@link org.nasturtium.bench.convert.Importers} first.
 */
@NullMarked
package org.nasturtium.bench.convert;

import org.jspecify.annotations.NullMarked;
