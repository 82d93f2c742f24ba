package io.tidelock.http;

import org.jspecify.annotations.Nullable;

/** What became of one attempt. */
sealed interface Outcome<T> {

    /** The call is over. */
    record Replied<T>(Reply<T> reply) implements Outcome<T> {}

    /**
     * The attempt failed.
     *
     * @param what a few words for the message: no value, no secret
     * @param status 0 where no answer came
     * @param cause of the network, or null
     */
    record Failed<T>(
            String what,
            int status,
            Reaction reaction,
            @Nullable Throwable cause) implements Outcome<T> {}
}
