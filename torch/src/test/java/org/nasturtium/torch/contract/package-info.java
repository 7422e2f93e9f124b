/**
 * What every recipe promises, as a contract to extend, and what the tests of this module share:
 * engines, tiny graphs and comparisons of tensors.
 */
@NullMarked
package org.nasturtium.torch.contract;

import org.jspecify.annotations.NullMarked;
