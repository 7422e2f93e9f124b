/** Tests of the ONNX exporter against a plain evaluator. */
@NullMarked
package org.nasturtium.export.onnx;

import org.jspecify.annotations.NullMarked;
