@NullMarked
package org.nasturtium.app.truth;

import org.jspecify.annotations.NullMarked;
