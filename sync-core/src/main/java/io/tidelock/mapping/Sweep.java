package io.tidelock.mapping;

import java.util.OptionalInt;

/**
 * A look at everything the source holds, for changes that move no change stamp. What shows nothing new costs its page and
 * nothing else; what is not shown is not thought to be gone.
 *
 * @param schedule when a sweep begins; the first after the flow was activated
 * @param checksDeletions whether the linked records of both sides are read by id besides, to find those that are gone
 * @param mostReads how much a pass reads for it at most; empty for up to ten pages and a thousand linked pairs
 */
public record Sweep(Schedule schedule, boolean checksDeletions, OptionalInt mostReads) {

    /** The least that a pass may read: a page, and the linked records of some pairs on either side. */
    public static final int LEAST_READS = 3;

    /** Sweeps by a schedule. */
    public static Sweep on(Schedule schedule) {
        return new Sweep(schedule, false, OptionalInt.empty());
    }

    /** Returns this sweep with a read by id of whatever is linked, for systems whose feed does not show what was deleted. */
    public Sweep checkingDeletions() {
        return new Sweep(schedule, true, mostReads);
    }

    /**
     * Returns this sweep with a budget: a pass reads so many pages, and bulk reads of up to 100 linked records, at most, those of
     * a reconcile included; the rest is the next passes'. What is written because something differs, and what is read to write
     * it, does not count.
     *
     * @param reads at least {@link #LEAST_READS}
     */
    public Sweep atMostReads(int reads) {
        return new Sweep(schedule, checksDeletions, OptionalInt.of(reads));
    }
}
