package io.tidelock.testkit;

import java.time.Duration;
import java.util.List;

/** What goes wrong with one call to an {@link InMemorySystem}. */
public sealed interface Fault {

    /** Applies the next write, and answers {@code Unknown} for each of its operations: the answer was lost. */
    static Fault answerLost() {
        return new AnswerLost();
    }

    /** Applies nothing of the next write, and answers {@code Retryable} for each of its operations. */
    static Fault retryable(Duration after) {
        return new Retryable(after);
    }

    /**
     * Throws out of the next call of these kinds before anything is done; without kinds, out of the next call.
     *
     * @param exception such as {@code QuotaExhaustedException}, or anything else to play a crash
     */
    static Fault throwing(RuntimeException exception, Call.Kind... kinds) {
        return new Throwing(exception, List.of(kinds));
    }

    /** Tells whether this can happen to such a call. */
    boolean fits(Call.Kind kind);

    /** The write is applied, its answer lost. */
    record AnswerLost() implements Fault {
        @Override
        public boolean fits(Call.Kind kind) {
            return kind == Call.Kind.WRITE;
        }
    }

    /**
     * The write is not applied.
     *
     * @param after how long to wait before sending it again
     */
    record Retryable(Duration after) implements Fault {
        @Override
        public boolean fits(Call.Kind kind) {
            return kind == Call.Kind.WRITE;
        }
    }

    /**
     * The call does not take place.
     *
     * @param exception what the caller gets
     * @param kinds the calls it can happen to; empty for all
     */
    record Throwing(RuntimeException exception, List<Call.Kind> kinds) implements Fault {
        /** Copies the list. */
        public Throwing {
            kinds = List.copyOf(kinds);
        }

        @Override
        public boolean fits(Call.Kind kind) {
            return kinds.isEmpty() || kinds.contains(kind);
        }
    }
}
