/** Tests of the command line, run in process as a user would type it. */
@NullMarked
package org.nasturtium.app.cli;

import org.jspecify.annotations.NullMarked;
