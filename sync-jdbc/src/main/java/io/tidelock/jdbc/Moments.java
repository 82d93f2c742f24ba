package io.tidelock.jdbc;

import java.time.Instant;

/** Moments as columns hold them: nanoseconds since 1970, as far as they go (the years 1678 to 2261). */
final class Moments {

    private static final long NANOS = 1_000_000_000L;

    private Moments() {}

    /** Returns the number that stands for a moment; one beyond the ends counts as the end. */
    static long toColumn(Instant moment) {
        try {
            long seconds = moment.getEpochSecond();
            return seconds < 0 // from the second after: the first one of all begins before a long does
                    ? Math.addExact(Math.multiplyExact(seconds + 1, NANOS), moment.getNano() - NANOS)
                    : Math.addExact(Math.multiplyExact(seconds, NANOS), moment.getNano());
        } catch (ArithmeticException beyond) {
            return moment.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant fromColumn(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
