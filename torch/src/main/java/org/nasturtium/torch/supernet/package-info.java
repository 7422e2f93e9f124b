/**
 * What weight-sharing methods are made of: policies, relaxations, architecture steps and
 * derivations.
 *
 * <pre>
 *   Policy ──logits──▶ Relaxation ──gates──▶ Supernet.loss ──▶ weight step
 *     ▲                                          │
 *     └──────────── ArchitectureStep ◀───────────┘        Policy ──▶ Derivation ──▶ Architecture
 * </pre>
 *
 * <p>Each is an interface with one small file per variant; the rows that combine them are in {@code
 * recipe}.
 */
@NullMarked
package org.nasturtium.torch.supernet;

import org.jspecify.annotations.NullMarked;
