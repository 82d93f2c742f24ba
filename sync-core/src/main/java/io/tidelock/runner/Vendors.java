package io.tidelock.runner;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Shares the workers among vendors, so that one whose calls hang leaves workers to the members that do not need it. Guarded
 * by the roster.
 *
 * <p>A vendor that all members need shares with nobody. Any other one gets at most half of the workers that no call hangs in,
 * or as many as its members are among all members, and always leaves one. Once calls hang in a quarter of the workers,
 * nothing more of it begins. A pass that hangs counts for the vendor that it waits for, and for no other that it needs.
 */
final class Vendors {

    /** The vendors of a member that was never opened. */
    static final List<String> UNKNOWN = List.of("?");

    /** What members need whose last pass hung: they get a quarter of the workers together, until a pass ends well. */
    static final String SUSPECTS = "!";

    private final int workers;
    private final Collection<Turn> turns;
    private final Map<String, Integer> members = new HashMap<>();
    private int all;

    /**
     * Shares.
     *
     * @param turns who has a worker now, kept by the roster
     */
    Vendors(int workers, Collection<Turn> turns) {
        this.workers = workers;
        this.turns = turns;
    }

    void join(Member member) {
        all++;
        member.vendors().forEach(vendor -> members.merge(vendor, 1, Integer::sum));
    }

    void leave(Member member) {
        all--;
        member.vendors().forEach(vendor -> members.computeIfPresent(vendor, (name, n) -> n == 1 ? null : n - 1));
    }

    /** Tells whether a pass that needs these vendors may have a worker. */
    boolean admit(List<String> needed) {
        return needed.stream().allMatch(this::admits);
    }

    private boolean admits(String vendor) {
        int ofVendor = members.getOrDefault(vendor, 0);
        if (vendor.equals(SUSPECTS)) {
            return count(turn -> turn.vendors.contains(SUSPECTS)) < quarter();
        } else if (ofVendor == all) {
            return true;
        }
        long free = workers - count(turn -> turn.hanging().isPresent());
        long share = Math.max(free / 2, free * ofVendor / all);
        long most = Math.max(1, Math.min(share, free - 1));
        long busy = count(turn -> turn.hanging().isEmpty() && turn.vendors.contains(vendor));
        return busy < most && count(turn -> turn.hangsIn(vendor)) < quarter();
    }

    private int quarter() {
        return Math.max(1, workers / 4);
    }

    private long count(Predicate<Turn> which) {
        return turns.stream().filter(which).count();
    }
}
