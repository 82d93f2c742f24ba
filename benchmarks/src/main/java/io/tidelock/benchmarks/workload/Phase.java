package io.tidelock.benchmarks.workload;

/** What the source shows, one after the other. */
public enum Phase {
    /** Every patient, for the first time. */
    INITIAL("initial", 0),
    /** Every patient again, just as before. */
    NO_CHANGE("no_change", 1),
    /** The patients of which two fields changed: every hundredth. */
    CHANGED("changed", 2);

    private final String label;
    private final int wholeShowings;

    Phase(String label, int wholeShowings) {
        this.label = label;
        this.wholeShowings = wholeShowings;
    }

    /** Returns the name in figures. */
    public String label() {
        return label;
    }

    /** Returns how often the source showed every patient before it. */
    int wholeShowings() {
        return wholeShowings;
    }

    /** Returns how many records the source shows of so many patients. */
    public int records(int patients) {
        return this == CHANGED ? (patients + 99) / 100 : patients;
    }
}
