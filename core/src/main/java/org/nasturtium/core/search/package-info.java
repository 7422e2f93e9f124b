/** What searches are made of: named seeds, fidelities and proposals. */
@NullMarked
package org.nasturtium.core.search;

import org.jspecify.annotations.NullMarked;
