/** Tests of the report. */
@NullMarked
package org.nasturtium.app.report;

import org.jspecify.annotations.NullMarked;
