package org.nasturtium.core.trial;

/**
 * A provenance says who made a trial, with what, and when: enough to make it again.
 *
 * @param worker the name of the worker, for example the host, process and thread
 * @param version the version of this program
 * @param device what it ran on, for example {@code cpu, bf16, 1 thread}, or {@code table}
 * @param startedMillis when it was claimed, in UTC milliseconds since 1970
 * @param finishedMillis when it ended, in UTC milliseconds since 1970
 */
public record Provenance(
    String worker, String version, String device, long startedMillis, long finishedMillis) {}
