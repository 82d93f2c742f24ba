package io.tidelock.runner;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The queue of those that rest or wait for a worker, due longest first. Those that need the same vendors share a lane, so
 * that a vendor which may have no further worker costs one look and not one at each who waits for it. Guarded by the roster.
 */
final class Lanes {

    private static final Comparator<Member> ORDER =
            Comparator.<Member, Instant>comparing(member -> member.due).thenComparing(member -> member.number);

    private final Map<List<String>, Lane> all = new HashMap<>();
    private final NavigableSet<Lane> byHead = new TreeSet<>(Comparator.comparing(lane -> lane.head, ORDER));

    /** One lane; never empty while it is among the lanes. */
    private static final class Lane {
        private final List<String> key;
        private final NavigableSet<Member> members = new TreeSet<>(ORDER);
        private Member head;

        private Lane(List<String> key, Member first) {
            this.key = key;
            this.head = first;
        }
    }

    /** Adds a member; until it is taken out, neither its due time nor its lane may change. */
    void put(Member member) {
        List<String> key = member.lane();
        Lane lane = all.computeIfAbsent(key, vendors -> new Lane(vendors, member));
        byHead.remove(lane);
        lane.members.add(member);
        settle(lane);
    }

    /** Takes a member out, if it is there. */
    void take(Member member) {
        Lane lane = all.get(member.lane());
        if (lane != null && lane.members.contains(member)) {
            byHead.remove(lane);
            lane.members.remove(member);
            settle(lane);
        }
    }

    private void settle(Lane lane) {
        if (lane.members.isEmpty()) {
            all.remove(lane.key);
        } else {
            lane.head = lane.members.first();
            byHead.add(lane);
        }
    }

    /** Returns who has been due longest in a lane that may go on. */
    Optional<Member> first(Instant now, Predicate<List<String>> mayGoOn) {
        for (Lane lane : byHead) {
            if (lane.head.due.isAfter(now)) {
                return Optional.empty();
            } else if (mayGoOn.test(lane.key)) {
                return Optional.of(lane.head);
            }
        }
        return Optional.empty();
    }

    /** Returns when the next lane has somebody who is due that has nobody now. */
    Optional<Instant> next(Instant now) {
        for (Lane lane : byHead) {
            if (lane.head.due.isAfter(now)) {
                return Optional.of(lane.head.due);
            }
        }
        return Optional.empty();
    }
}
