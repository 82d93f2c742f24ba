package io.tidelock.benchmarks.workload;

/**
 * A record of the target.
 *
 * @param id the target's id
 * @param row what it shows
 */
public record Contact(String id, Row row) {}
