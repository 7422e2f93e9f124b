@NullMarked
package org.nasturtium.app.study;

import org.jspecify.annotations.NullMarked;
