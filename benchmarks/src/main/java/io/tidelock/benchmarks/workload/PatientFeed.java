package io.tidelock.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * The source: a log of what changed, in pages of 100, read after a position. Everything is made while it is read; what a page
 * costs is the same for every peer, and is taken off the bytes allocated.
 */
public final class PatientFeed {

    /** The most patients of one page. */
    public static final int PAGE = 100;

    private final int patients;
    private long end;

    /** Makes a source that shows nothing yet. */
    public PatientFeed(int patients) {
        this.patients = patients;
    }

    /**
     * One page.
     *
     * @param patients what changed
     * @param next the position to read after, once this page is settled
     * @param more whether there is more to read
     */
    public record Page(List<Patient> patients, long next, boolean more) {}

    /** Returns how many patients there are. */
    public int patients() {
        return patients;
    }

    /** Lets the source show what a phase brings, after all the phases before it. */
    public void show(Phase phase) {
        end = start(phase) + phase.records(patients);
    }

    /** Returns the position after which a phase begins. */
    public long start(Phase phase) {
        return (long) phase.wholeShowings() * patients;
    }

    /** Returns the next page after a position; 0 is the beginning. */
    public Page after(long position) {
        long next = Math.min(end, position + PAGE);
        List<Patient> page = new ArrayList<>(PAGE);
        for (long at = position; at < next; at++) {
            page.add(at(at));
        }
        return new Page(page, next, next < end);
    }

    private Patient at(long position) {
        int within = (int) (position % patients);
        return position < start(Phase.CHANGED) ? Patients.patient(within, 0) : Patients.patient(within * 100, 1);
    }

    /** Returns a patient as a phase leaves it. */
    static Patient patient(int number, Phase after) {
        return Patients.patient(number, after == Phase.CHANGED && number % 100 == 0 ? 1 : 0);
    }
}
