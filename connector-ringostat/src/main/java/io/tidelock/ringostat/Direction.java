package io.tidelock.ringostat;

import java.util.Locale;

/** Which way a call went (section 2, "call_type"). */
final class Direction {

    private Direction() {}

    /** Returns {@code INBOUND}, {@code OUTBOUND} or {@code CALLBACK}; an unknown word means that somebody called. */
    static String of(String callType) {
        return switch (callType.strip().toLowerCase(Locale.ROOT)) {
            case "out", "transitout" -> "OUTBOUND";
            case "callback" -> "CALLBACK";
            default -> "INBOUND";
        };
    }
}
