/**
 * Decided networks as ONNX files: written, checked against the network they came from, run and
 * timed on ONNX Runtime.
 *
 * <pre>
 *   NetworkGraph + Weights + OnnxMetadata ──OnnxExporter──▶ file.onnx ──OnnxModel──▶ logits
 *                                               │                          │
 *                            ReferenceBatch ──Parity                 LatencyMeter
 * </pre>
 *
 * <p>Read {@link org.nasturtium.export.onnx.OnnxExporter} first. Depends on the networks of {@code
 * core} only.
 */
@NullMarked
package org.nasturtium.export.onnx;

import org.jspecify.annotations.NullMarked;
