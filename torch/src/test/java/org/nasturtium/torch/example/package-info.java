/** The worked examples of the contributor guide, run by tests. */
@NullMarked
package org.nasturtium.torch.example;

import org.jspecify.annotations.NullMarked;
