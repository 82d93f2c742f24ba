package io.tidelock.mapping;

/**
 * A look at everything the source holds, for changes that move no change stamp. What shows nothing new costs its page and
 * nothing else; what is not shown is not thought to be gone.
 *
 * @param schedule when a sweep begins; the first after the flow was activated
 * @param checksDeletions whether the linked records of both sides are read by id besides, to find those that are gone
 */
public record Sweep(Schedule schedule, boolean checksDeletions) {

    /** Sweeps by a schedule. */
    public static Sweep on(Schedule schedule) {
        return new Sweep(schedule, false);
    }

    /** Returns this sweep with a read by id of whatever is linked, for systems whose feed does not show what was deleted. */
    public Sweep checkingDeletions() {
        return new Sweep(schedule, true);
    }
}
