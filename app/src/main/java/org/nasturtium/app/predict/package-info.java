/** Graph encoders and score predictors as commands: what to train, and what they are worth. */
@NullMarked
package org.nasturtium.app.predict;

import org.jspecify.annotations.NullMarked;
