/**
 * Contracts: what every implementation of a core interface promises, as tests to extend, and the
 * files tests share.
 *
 * <p>Published as core's test-jar. An implementation's test extends one contract and supplies one
 * factory. Read {@link org.nasturtium.core.contract.SearchSpaceContract} first.
 */
@NullMarked
package org.nasturtium.core.contract;

import org.jspecify.annotations.NullMarked;
