/** Made-up tables and damaged bytes for the tests of all packages. */
@NullMarked
package org.nasturtium.bench.sample;

import org.jspecify.annotations.NullMarked;
