package org.nasturtium.bench.table;

import java.util.List;

/**
 * An answer is a value of an architecture and what must be known about it.
 *
 * @param value the value: accuracies in percent
 * @param seeds the trainings it comes from
 * @param defects the known defects that the query touches
 */
public record Answer(double value, SeedSet seeds, List<Defect> defects) {}
