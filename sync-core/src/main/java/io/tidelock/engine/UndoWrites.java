package io.tidelock.engine;

import io.tidelock.answers.UndoPlan.Why;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.record.Verb;
import io.tidelock.store.Base;
import io.tidelock.store.Intent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes records of one flow back to what they held: announced durably, in batches, as far as brakes and limits allow. */
final class UndoWrites {

    private final FlowContext context;
    private final Ledger ledger;
    private final PassLimits limits;
    private final Brakes brakes;
    private final WriteJournal journal;
    private final UndoneReferences references;
    private final UndoBase bases;
    private final Supplier<UUID> ids;
    private final Map<Undoing, Intent> announced = new LinkedHashMap<>();

    UndoWrites(FlowContext context, Ledger ledger, PassLimits limits, Brakes brakes, Supplier<UUID> ids) {
        this.context = context;
        this.ledger = ledger;
        this.limits = limits;
        this.brakes = brakes;
        this.journal = new WriteJournal(context, ledger);
        this.references = new UndoneReferences(context);
        this.bases = new UndoBase(context, references);
        this.ids = ids;
    }

    /**
     * Writes records of one side back; all of them are either removed or changed.
     *
     * @throws ConnectorException if the system takes no more now; each record was told of by then
     */
    void write(Side side, List<Undoing> undoings, UndoRun run) {
        announced.clear();
        Set<Undoing> untold = references.learn(side, undoings);
        untold.forEach(undoing -> run.leave(undoing, Why.REFUSED));
        for (Undoing undoing : undoings) {
            if (!untold.contains(undoing) && allowed(undoing, run)) {
                announce(side, undoing);
            }
        }
        ledger.commit();
        List<Undoing> all = List.copyOf(announced.keySet());
        Batches<Undoing> batches = new Batches<>(
                batch -> outcomes(side, batch),
                (batch, outcomes) -> note(side, batch, outcomes, run),
                (batch, away) -> batch.forEach(undoing -> notDone(undoing, Why.NOT_SENT, run)));
        for (boolean removes : new boolean[] {false, true}) {
            List<Undoing> some =
                    all.stream().filter(undoing -> undoing.removes() == removes).toList();
            batches.send(some, some.isEmpty() ? 1 : batchLimit(side, removes));
        }
        ledger.commit();
        batches.requireSent();
    }

    private int batchLimit(Side side, boolean removes) {
        return removes
                ? context.remover(side).batchLimit()
                : context.writer(side).batchLimit();
    }

    private boolean allowed(Undoing undoing, UndoRun run) {
        if (!run.hasRoom(undoing)) {
            run.leave(undoing, Why.CEILING);
            return false;
        }
        Set<Verb> verbs = verbs(undoing);
        boolean free = verbs.stream().allMatch(verb -> brakes.allows(verb, 1, 0)) && limits.take(context.flow());
        if (free) {
            verbs.forEach(verb -> brakes.count(verb, 1));
            run.takeRoom(undoing);
        } else {
            run.leave(undoing, Why.KEPT_BACK);
        }
        return free;
    }

    private static Set<Verb> verbs(Undoing undoing) {
        return undoing.verb() == Verb.CLEAR ? EnumSet.of(Verb.UPDATE, Verb.CLEAR) : EnumSet.of(undoing.verb());
    }

    private void announce(Side side, Undoing undoing) {
        Base expected = undoing.removes() ? Base.none() : bases.expected(undoing);
        Intent intent = new Intent(
                undoing.removes() ? LostRemovals.undo(ids.get()) : ids.get().toString(),
                undoing.origin(),
                side,
                undoing.trail().record(),
                List.of(),
                expected,
                context.clock().instant());
        ledger.open().announce(intent);
        if (undoing.removes()) {
            journal.announceRemoval(intent);
        } else {
            journal.announce(intent, undoing.values());
        }
        announced.put(undoing, intent);
    }

    private List<WriteOutcome> outcomes(Side side, List<Undoing> batch) {
        if (batch.get(0).removes()) {
            return context.remover(side)
                    .remove(batch.stream()
                            .map(undoing -> undoing.trail().record())
                            .toList());
        }
        List<WriteOperation> operations = new ArrayList<>();
        for (Undoing undoing : batch) {
            Map<String, Value> values = new LinkedHashMap<>();
            undoing.values().forEach((field, value) -> values.put(field.name(), value.after()));
            String intent = intent(undoing).id();
            operations.add(new WriteOperation.Update(intent, undoing.trail().record(), values));
        }
        return context.writer(side).write(operations);
    }

    private Intent intent(Undoing undoing) {
        return Objects.requireNonNull(announced.get(undoing));
    }

    private void note(Side side, List<Undoing> batch, List<WriteOutcome> outcomes, UndoRun run) {
        Map<Undoing, Record> written = new LinkedHashMap<>();
        List<Undoing> unread = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Undoing undoing = batch.get(i);
            if (outcomes.get(i) instanceof WriteOutcome.Written done) {
                written.put(undoing, after(undoing, done.receipt()));
                if (done.receipt().isEmpty() && !undoing.removes()) {
                    unread.add(undoing);
                }
            } else {
                notDone(undoing, why(outcomes.get(i)), run);
            }
        }
        readReceipts(side, unread, written);
        written.forEach((undoing, after) -> done(side, undoing, after, run));
    }

    private static Why why(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Unknown) {
            return Why.UNKNOWN_OUTCOME;
        } else if (outcome instanceof WriteOutcome.Gone || outcome instanceof WriteOutcome.MergedInto) {
            return Why.GONE;
        } else if (outcome instanceof WriteOutcome.Stale) {
            return Why.CHANGED_SINCE;
        }
        return outcome instanceof WriteOutcome.Retryable ? Why.NOT_SENT : Why.REFUSED;
    }

    private static Record after(Undoing undoing, Optional<Record> receipt) {
        Record.Builder after = Record.of(undoing.trail().record());
        Record before = undoing.now();
        before.fields().forEach(field -> after.set(field, before.value(field)));
        undoing.values().forEach((field, value) -> after.set(field.name(), value.after()));
        before.createdAt().ifPresent(after::createdAt);
        receipt.ifPresent(stored -> {
            stored.fields().forEach(field -> after.set(field, stored.value(field)));
            after.changedAt(stored.changedAt().orElse(null));
        });
        return after.build();
    }

    /** A server that does not say what it stored is asked; if it cannot say now, what we wrote stands in for it. */
    private void readReceipts(Side side, List<Undoing> unread, Map<Undoing, Record> written) {
        if (unread.isEmpty()) {
            return;
        }
        List<String> asked =
                unread.stream().map(undoing -> undoing.trail().record().id()).toList();
        try {
            Map<String, ReadOutcome> shown =
                    Reads.each(context.reader(side), asked, context.flow().fields(side));
            for (Undoing undoing : unread) {
                RecordRef ref = undoing.trail().record();
                if (shown.get(ref.id()) instanceof ReadOutcome.Present present) {
                    written.put(undoing, present.record());
                }
            }
        } catch (ConnectorException away) {
            ledger.interrupted(Interruption.of(
                    "reading receipts of " + context.flow(),
                    away,
                    context.clock().instant()));
        }
    }

    private void done(Side side, Undoing undoing, Record after, UndoRun run) {
        Intent intent = intent(undoing);
        ledger.open().close(intent);
        ledger.tally(context.flow().id()).writes++;
        if (undoing.removes()) {
            ledger.open().put(Links.without(undoing.link(), side));
            journal.removed(intent.id(), undoing.trail().record());
        } else {
            ledger.open().put(bases.held(undoing, after));
            journal.settled(intent, after, false);
        }
        run.done(undoing);
    }

    /** Of a write whose outcome nobody knows the intent stays open: the next pass finds out. */
    private void notDone(Undoing undoing, Why why, UndoRun run) {
        if (why != Why.UNKNOWN_OUTCOME) {
            ledger.open().close(intent(undoing));
            verbs(undoing).forEach(verb -> brakes.count(verb, -1));
        }
        run.leave(undoing, why);
    }
}
