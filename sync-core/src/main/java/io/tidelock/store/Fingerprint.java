package io.tidelock.store;

/**
 * What stands for a value that is not stored: 128 bits of a keyed hash.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Fingerprint(long high, long low) {}
