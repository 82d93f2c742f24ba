package io.tidelock.engine;

import io.tidelock.answers.AdoptionReport;
import io.tidelock.answers.AdoptionReport.Finding;
import io.tidelock.answers.AdoptionReport.Kind;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.mapping.Flow;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stores the links of pairs, as far as both records are there and free, and keeps count. */
final class Adopter {

    /** So many pairs are looked at and stored at a time. */
    static final int CHUNK = 100;

    private final Desk desk;
    private final Flow flow;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Pair> waiting = new ArrayList<>();
    private int linked;
    private int alreadyLinked;
    private int missing;
    private int ambiguous;
    private int unreadable;

    Adopter(Desk desk, Flow flow) {
        this.desk = desk;
        this.flow = flow;
    }

    /**
     * A pair to be linked.
     *
     * @param line where it stands
     * @param source the source record
     * @param target the target record
     */
    record Pair(long line, RecordRef source, RecordRef target) {

        RecordRef ref(Side side) {
            return side == Side.SOURCE ? source : target;
        }
    }

    /** Takes a pair; of many together, their records are read. */
    void take(Pair pair) {
        waiting.add(pair);
        if (waiting.size() == CHUNK) {
            settle();
        }
    }

    void missing(long line, String reason) {
        missing++;
        note(new Finding(line, Kind.MISSING, reason));
    }

    void ambiguous(long line, String reason) {
        ambiguous++;
        note(new Finding(line, Kind.AMBIGUOUS, reason));
    }

    void unreadable(long line, String reason) {
        unreadable++;
        note(new Finding(line, Kind.UNREADABLE, reason));
    }

    private void note(Finding finding) {
        if (findings.size() < AdoptionReport.MOST) {
            findings.add(finding);
        }
    }

    AdoptionReport report() {
        settle();
        findings.sort(Comparator.comparingLong(Finding::line));
        return new AdoptionReport(linked, alreadyLinked, missing, ambiguous, unreadable, findings);
    }

    private void settle() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Pair> pairs = List.copyOf(waiting);
        waiting.clear();
        Map<Side, Map<RecordRef, StoredLink>> known = new LinkedHashMap<>();
        for (Side side : Side.values()) {
            known.put(side, desk.links(flow.id(), side, refs(pairs, side)));
        }
        List<Pair> open = pairs.stream().filter(pair -> isOpen(pair, known)).toList();
        Set<RecordRef> there = new HashSet<>(present(open, Side.SOURCE));
        there.addAll(present(open, Side.TARGET));
        StoreCommit commit = desk.commit();
        Set<RecordRef> taken = new HashSet<>();
        open.forEach(pair -> link(pair, there, taken, known, commit));
        desk.store(commit);
    }

    private static Set<RecordRef> refs(List<Pair> pairs, Side side) {
        Set<RecordRef> refs = new LinkedHashSet<>();
        pairs.forEach(pair -> refs.add(pair.ref(side)));
        return refs;
    }

    private boolean isOpen(Pair pair, Map<Side, Map<RecordRef, StoredLink>> known) {
        for (Side side : Side.values()) {
            StoredLink link = known.getOrDefault(side, Map.of()).get(pair.ref(side));
            if (link != null && !Links.isAbandoned(link, side)) {
                if (link.source().equals(pair.source()) && link.target().equals(pair.target())) {
                    alreadyLinked++;
                } else {
                    ambiguous(
                            pair.line(),
                            pair.ref(side) + " is linked with " + link.ref(side.other()) + ", not with "
                                    + pair.ref(side.other()));
                }
                return false;
            }
        }
        return true;
    }

    private List<RecordRef> present(List<Pair> pairs, Side side) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        return desk.read(flow, side, refs(pairs, side)).stream()
                .filter(ReadOutcome.Present.class::isInstance)
                .map(outcome -> RecordRef.of(flow.type(side), outcome.id()))
                .toList();
    }

    private void link(
            Pair pair,
            Set<RecordRef> there,
            Set<RecordRef> taken,
            Map<Side, Map<RecordRef, StoredLink>> known,
            StoreCommit commit) {
        Optional<RecordRef> gone = List.of(pair.source(), pair.target()).stream()
                .filter(ref -> !there.contains(ref))
                .findFirst();
        boolean shares = flow.ensured().isPresent();
        if (gone.isPresent()) {
            missing(pair.line(), "There is no " + gone.get());
        } else if (taken.contains(pair.source()) || (!shares && taken.contains(pair.target()))) {
            ambiguous(pair.line(), "An earlier line has " + pair.source() + " or " + pair.target());
        } else {
            taken.add(pair.source());
            taken.add(pair.target());
            for (Side side : Side.values()) {
                Optional.ofNullable(known.getOrDefault(side, Map.of()).get(pair.ref(side)))
                        .ifPresent(commit::remove);
            }
            StoredLink link = StoredLink.between(flow.id(), pair.source(), pair.target(), desk.now());
            commit.put(shares ? link.sharing() : link);
            desk.parked(new Parked.Key(flow.id(), Side.SOURCE, pair.source()))
                    .ifPresent(parked -> desk.revisit(commit, parked.key()));
            linked++;
        }
    }
}
