package io.tidelock.mapping;

/**
 * A look at everything the source holds, for changes that move no change stamp. What shows nothing new costs its page and
 * nothing else; what is not shown is not thought to be gone.
 *
 * @param schedule when a sweep begins; the first after the flow was activated
 */
public record Sweep(Schedule schedule) {

    /** Sweeps by a schedule. */
    public static Sweep on(Schedule schedule) {
        return new Sweep(schedule);
    }
}
