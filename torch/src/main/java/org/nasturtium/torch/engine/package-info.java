/**
 * The engine: libtorch behind one façade.
 *
 * <p>Memory follows three rules. A loop opens one {@link org.nasturtium.torch.engine.StepScope} per
 * step, whoever makes or reads out something lasting opens one around that, and nothing else opens
 * scopes; what outlives a step has one owner that is {@link java.lang.AutoCloseable} and was made
 * by {@link org.nasturtium.torch.engine.Tensors#kept}; no tensor leaves the module {@code torch}.
 * Read {@link org.nasturtium.torch.engine.Engine} first.
 */
@NullMarked
package org.nasturtium.torch.engine;

import org.jspecify.annotations.NullMarked;
