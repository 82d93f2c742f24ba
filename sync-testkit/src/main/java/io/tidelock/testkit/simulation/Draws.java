package io.tidelock.testkit.simulation;

import java.util.Random;

/** Gives every place of a story a source of chance of its own, so that leaving one out changes nothing elsewhere. */
final class Draws {

    private Draws() {}

    static Random of(long seed, long... place) {
        long mixed = mix(seed);
        for (long step : place) {
            mixed = mix(mixed + 0x9E3779B97F4A7C15L * (step + 1));
        }
        return new Random(mixed);
    }

    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
