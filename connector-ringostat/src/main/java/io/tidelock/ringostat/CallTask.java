package io.tidelock.ringostat;

import java.time.Duration;

/**
 * A task that a call leaves.
 *
 * @param title what is to be done, one line; the call's data stand in the task's text
 * @param whose who is to do it
 * @param due how long after the call's beginning it is due
 */
public record CallTask(String title, Whose whose, Duration due) {

    /** How long after the call a task is due unless said otherwise. */
    public static final Duration USUAL = Duration.ofHours(4);

    /** Checks that there is a title, and that nothing is due before the call. */
    public CallTask {
        if (title.isBlank() || due.isNegative()) {
            throw new IllegalArgumentException("A task needs a title, and is due after the call, not before");
        }
    }

    /** Makes a task that is due four hours after the call. */
    public static CallTask of(String title, Whose whose) {
        return new CallTask(title, whose, USUAL);
    }

    /** Returns the task, due at another time after the call. */
    public CallTask dueAfter(Duration time) {
        return new CallTask(title, whose, time);
    }
}
