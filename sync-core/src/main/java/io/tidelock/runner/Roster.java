package io.tidelock.runner;

import io.tidelock.engine.Assurances;
import io.tidelock.engine.SyncEngine;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.IntegrationHealth.State;
import io.tidelock.runner.RunnerHealth.HangingPass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Knows all integrations of a runner: who rests, who is due, who has a worker. One at a time has each integration; whoever
 * has been due longest is next, as far as the {@link Vendors} let him. Thread-safe: everything is done under its own
 * monitor, on which the runner's loop and those who wait for passes to end wait, too. Calls nothing of the host's.
 */
final class Roster {

    private final int workers;
    private final Duration hangsAfter;
    private final Map<IntegrationId, Member> members = new LinkedHashMap<>();
    private final Assurances ofPlans = new Assurances();
    private final Set<Turn> turns = new LinkedHashSet<>();
    private final Lanes lanes = new Lanes();
    private final Vendors vendors;
    private Map<String, Instant> hanging = Map.of();
    private long lastNumber;
    private boolean changed;
    private boolean closed;

    Roster(int workers, Duration hangsAfter) {
        this.workers = workers;
        this.hangsAfter = hangsAfter;
        this.vendors = new Vendors(workers, turns);
    }

    /**
     * What is to be done.
     *
     * @param turns who got a worker
     * @param hang the vendors to which a call hangs that did not before, and since when
     * @param recovered the vendors to which none does any more
     */
    record Round(List<Turn> turns, Map<String, Instant> hang, Set<String> recovered) {}

    synchronized void add(IntegrationId id, Instant now) {
        Member known = members.get(id);
        if (known == null) {
            Member member = new Member(id, ++lastNumber, now, ofPlans.ofThePlan());
            members.put(id, member);
            vendors.join(member);
            queue(member);
        } else {
            known.removed = false; // its last pass may still be ending
            change(id, member -> member.again(now));
        }
    }

    /** Changes a member that may be waiting in a lane; false if there is none. */
    synchronized boolean change(IntegrationId id, Consumer<Member> how) {
        Member member = members.get(id);
        if (member == null || member.removed) {
            return false;
        }
        lanes.take(member);
        how.accept(member);
        queue(member);
        return true;
    }

    synchronized boolean pause(IntegrationId id, Instant now) {
        return change(id, member -> {
            member.pause(now);
            stop(member);
        });
    }

    synchronized boolean remove(IntegrationId id) {
        return change(id, member -> {
            member.removed = true;
            stop(member);
            if (member.turn == null) {
                drop(member);
            }
        });
    }

    private static void stop(Member member) {
        Turn turn = member.turn;
        if (turn != null) {
            turn.stop();
        }
    }

    private void drop(Member member) {
        members.remove(member.id);
        vendors.leave(member);
    }

    private void queue(Member member) {
        if (member.isQueued()) {
            lanes.put(member);
        }
        changed = true;
        notifyAll();
    }

    /** Gives the free workers to those who are due. */
    synchronized Round pick(Instant now) {
        changed = false;
        Map<String, Instant> before = hanging;
        hanging = look(now);
        List<Turn> picked = new ArrayList<>();
        Optional<Member> next = next(now);
        while (next.isPresent()) {
            Member member = next.get();
            lanes.take(member);
            Turn turn = member.begin(now);
            turns.add(turn);
            picked.add(turn);
            next = next(now);
        }
        Map<String, Instant> hang = new TreeMap<>(hanging);
        hang.keySet().removeAll(before.keySet());
        Set<String> recovered = new LinkedHashSet<>(before.keySet());
        recovered.removeAll(hanging.keySet());
        return new Round(picked, hang, recovered);
    }

    private Optional<Member> next(Instant now) {
        return closed || turns.size() >= workers ? Optional.empty() : lanes.first(now, vendors::admit);
    }

    private Map<String, Instant> look(Instant now) {
        Map<String, Instant> seen = new TreeMap<>();
        for (Turn turn : turns) {
            turn.look(now, hangsAfter);
            turn.hanging()
                    .ifPresent(call -> seen.merge(
                            call.account().system(), call.since(), (one, other) -> one.isBefore(other) ? one : other));
        }
        return seen;
    }

    /** Returns when to pick again, unless something changes earlier. */
    synchronized Instant pickAt(Instant now) {
        if (next(now).isPresent()) {
            return now;
        }
        Instant at = closed ? Instant.MAX : lanes.next(now).orElse(Instant.MAX);
        for (Turn turn : turns) {
            Instant look = turn.lookAt(now, hangsAfter);
            at = look.isBefore(at) ? look : at;
        }
        return at;
    }

    /** Learns whom a member's pass will call; false if it may not begin now. */
    synchronized boolean admit(Turn turn, List<String> needed) {
        Member member = turn.member;
        boolean known = member.vendors().equals(needed);
        if (!known) {
            vendors.leave(member);
            member.know(needed);
            vendors.join(member);
            turns.remove(turn);
            turn.vendors = member.lane();
        }
        boolean admitted = known || vendors.admit(turn.vendors);
        turns.add(turn);
        return admitted;
    }

    /** Tells whether a turn was stopped before its pass began. */
    synchronized boolean isStopped(Turn turn) {
        return turn.isStopped();
    }

    /** Begins a turn's pass; false if it was stopped meanwhile. */
    synchronized boolean begin(Turn turn, SyncEngine engine) {
        return turn.begin(engine);
    }

    /** Notes what became of a turn; returns why its member does not run, if so. */
    synchronized Optional<Failure> end(Turn turn, Outcome outcome, Instant now) {
        Member member = turn.member;
        turns.remove(turn);
        member.end(turn, outcome, now);
        if (member.removed || outcome instanceof Outcome.Gone) {
            drop(member);
        } else {
            lanes.take(member);
            queue(member);
        }
        changed = true;
        notifyAll();
        return member.failure();
    }

    synchronized boolean isRunning(IntegrationId id) {
        Member member = members.get(id);
        return member != null && member.turn != null;
    }

    synchronized List<IntegrationId> running() {
        return turns.stream().map(turn -> turn.member.id).toList();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        turns.forEach(Turn::stop);
        notifyAll();
    }

    /** Waits until something changed since the last pick, or so long. */
    synchronized void awaitChange(Duration most) throws InterruptedException {
        await(() -> changed || closed, most);
    }

    /** Waits until something is so, or so long; tells whether it is. */
    synchronized boolean await(BooleanSupplier so, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!so.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    synchronized RunnerHealth health(Instant now) {
        look(now);
        List<IntegrationHealth> all =
                members.values().stream().map(member -> member.health(now)).toList();
        Duration lag = all.stream()
                .filter(integration -> integration.state() == State.DUE)
                .map(integration -> Duration.between(integration.at(), now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        List<HangingPass> hangs = turns.stream()
                .flatMap(turn -> turn.hanging().stream().map(call -> new HangingPass(turn.member.id, call)))
                .sorted(Comparator.comparing(pass -> pass.call().since()))
                .toList();
        return new RunnerHealth(now, workers, turns.size(), lag, hangs, all);
    }
}
