package io.tidelock.http;

/** Looks through an exception's causes. */
final class Causes {

    private static final int DEEPEST = 20;

    private Causes() {}

    static boolean contain(Throwable thrown, Class<? extends Throwable> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
