package io.tidelock.store;

/**
 * What stands for a value that is not stored: 128 bits of a keyed hash.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Fingerprint(long high, long low) implements Comparable<Fingerprint> {

    @Override
    public int compareTo(Fingerprint other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh == 0 ? Long.compare(low, other.low) : byHigh;
    }
}
