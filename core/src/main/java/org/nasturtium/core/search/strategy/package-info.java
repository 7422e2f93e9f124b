/**
 * Strategies: one file per published black-box method, over any space, and their registry.
 *
 * <pre>
 * Strategies (name -> row) -> StrategyFactory -> Strategy: ask, tell, ask, tell ...
 * </pre>
 *
 * <p>Read {@link org.nasturtium.core.search.strategy.RandomSearch} first. A strategy sees choices,
 * never a concrete space; {@link org.nasturtium.core.search.strategy.Unseen} keeps duplicates out
 * where a problem wants that.
 */
@NullMarked
package org.nasturtium.core.search.strategy;

import org.jspecify.annotations.NullMarked;
