/**
 * The report of a run: one self-contained HTML page, and the pictures in it.
 *
 * <pre>
 *   SearchReport ──HtmlReport──▶ report.html
 *     CellPicture, NetworkPicture ──GraphDrawing──▶ SVG   (layout by Eclipse ELK)
 *     Curves, ChoiceHistory ───────LineChart──────▶ SVG   (JFreeChart)
 *     Deployment ──────────────────JavaSnippet────▶ Classify.java
 * </pre>
 *
 * <p>Read {@link org.nasturtium.app.report.SearchReport} first. Everything here takes plain values;
 * only {@link org.nasturtium.app.report.NetworkPicture} knows networks.
 */
@NullMarked
package org.nasturtium.app.report;

import org.jspecify.annotations.NullMarked;
