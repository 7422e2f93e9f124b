/** What searches are made of: named seeds, problems, and strategies that ask and are told. */
@NullMarked
package org.nasturtium.core.search;

import org.jspecify.annotations.NullMarked;
