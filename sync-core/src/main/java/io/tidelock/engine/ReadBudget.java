package io.tidelock.engine;

import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Sweep;

/** Bounds how much one pass reads of a flow to look at everything again: pages of a sweep, bulk reads of a check. */
final class ReadBudget {

    private final int most;
    private int spent;

    private ReadBudget(int most) {
        this.most = most;
    }

    /** Returns what a pass may read of a flow. */
    static ReadBudget of(Flow flow) {
        return flow.sweep()
                .map(Sweep::mostReads)
                .filter(most -> most.isPresent())
                .map(most -> new ReadBudget(most.getAsInt()))
                .orElseGet(ReadBudget::boundless);
    }

    static ReadBudget boundless() {
        return new ReadBudget(Integer.MAX_VALUE);
    }

    /** Tells whether so many more reads may be made. */
    boolean allows(int reads) {
        return most - spent >= reads;
    }

    void spend(int reads) {
        spent += reads;
    }
}
