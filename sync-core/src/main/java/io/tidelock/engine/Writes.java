package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Announces writes durably, makes them in batches and notes what became of each. */
final class Writes {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final Parking parking;
    private final Planner planner;
    private final Links links;
    private final Set<Parked.Key> underWay;
    private final Brakes brakes;
    private final LastingClaims lasting;
    private final WriteJournal journal;

    Writes(
            FlowContext context,
            Ledger ledger,
            Parking parking,
            Planner planner,
            Links links,
            Set<Parked.Key> underWay,
            Brakes brakes,
            WriteJournal journal) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.parking = parking;
        this.planner = planner;
        this.links = links;
        this.underWay = underWay;
        this.brakes = brakes;
        this.lasting = new LastingClaims(context);
        this.journal = journal;
    }

    /** What became of the items of one round. Items that are in neither collection have another durable fate. */
    static final class Round {
        private final List<Item> done = new ArrayList<>();
        private final Map<Item, RecordRef> again = new LinkedHashMap<>();
        private final List<RecordRef> departed = new ArrayList<>();
        private @Nullable ConnectorException stop;

        /** Returns the items with nothing left to write on this side. */
        List<Item> done() {
            return done;
        }

        /** Returns the items that turned out to have a counterpart, and what it is. */
        Map<Item, RecordRef> again() {
            return again;
        }

        /** Returns the records that turned out to be gone or merged away, and should be read. */
        List<RecordRef> departed() {
            return departed;
        }

        /** Returns why not everything was sent. */
        Optional<ConnectorException> stop() {
            return Optional.ofNullable(stop);
        }
    }

    /** Writes what the items need on a side. */
    Round write(Side side, List<Item> items) {
        Round round = new Round();
        List<PlannedWrite> planned = new ArrayList<>();
        for (Item item : items) {
            Optional<PlannedWrite> write = planner.plan(item, side);
            if (write.isPresent()) {
                planned.add(write.get());
            } else {
                round.done.add(item);
            }
        }
        if (planned.isEmpty()) {
            return round;
        }
        try {
            journal.lookAt(side, planned);
        } catch (ConnectorException away) {
            round.stop = away;
            notSent(planned, away);
            return round;
        }
        List<PlannedWrite> announced = announce(side, planned);
        Batches<PlannedWrite> batches = new Batches<>(
                batch -> context.writer(side)
                        .write(batch.stream().map(PlannedWrite::operation).toList()),
                (batch, outcomes) -> note(side, batch, outcomes, round),
                this::notSent);
        batches.send(announced, context.writer(side).batchLimit());
        round.stop = batches.stop().orElse(null);
        return round;
    }

    private List<PlannedWrite> announce(Side side, List<PlannedWrite> planned) {
        for (PlannedWrite write : planned) {
            ledger.open().announce(write.intent());
            journal.announce(side, write);
        }
        Set<String> refused = ledger.commit();
        List<PlannedWrite> announced = new ArrayList<>();
        for (PlannedWrite write : planned) {
            if (refused.contains(write.intent().id())) {
                brakes.takeBack(write.item());
                journal.refused(write.intent());
                parking.later(
                        write.item(),
                        "CLAIMED_ELSEWHERE",
                        "A record with the same key is being created; it is matched afterwards",
                        parking.patience(write.item()));
            } else {
                announced.add(write);
            }
        }
        return announced;
    }

    private void note(Side side, List<PlannedWrite> batch, List<WriteOutcome> outcomes, Round round) {
        Set<RecordRef> taken = taken(side, batch, outcomes);
        List<PlannedWrite> done = new ArrayList<>();
        List<PlannedWrite> unread = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            PlannedWrite write = batch.get(i);
            if (!(outcomes.get(i) instanceof WriteOutcome.Written written)) {
                note(side, write, outcomes.get(i), round);
            } else if (write.intent().creates()
                    && !taken.add(written.ref())
                    && flow.ensured().isEmpty()) {
                belongsToAnother(write, written.ref());
            } else {
                note(side, write, written);
                round.done.add(write.item());
                done.add(write);
                if (written.receipt().isEmpty()) {
                    unread.add(write);
                }
            }
        }
        readReceipts(side, unread);
        done.forEach(write -> journal.settled(side, write));
    }

    /** Returns the records that creations led to and that were there before, linked with something else. */
    private Set<RecordRef> taken(Side side, List<PlannedWrite> batch, List<WriteOutcome> outcomes) {
        Set<RecordRef> found = new LinkedHashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) instanceof WriteOutcome.Written written
                    && batch.get(i).intent().creates()
                    && !written.created()) {
                found.add(written.ref());
            }
        }
        if (flow.ensured().isPresent()) {
            links.share(found);
        }
        return new LinkedHashSet<>(links.of(side, found).keySet());
    }

    private void belongsToAnother(PlannedWrite write, RecordRef there) {
        ledger.open().close(write.intent());
        parking.quarantine(
                write.item(),
                Kind.DISPUTED,
                "ALREADY_LINKED",
                "The system answered with " + there + ", which is linked to another record; choose one");
    }

    private void notSent(List<PlannedWrite> batch, ConnectorException reason) {
        Instant now = context.clock().instant();
        Duration after = SOON;
        if (reason instanceof RetryLaterException later) {
            after = later.after();
        } else if (reason instanceof QuotaExhaustedException quota
                && quota.until().isAfter(now)) {
            after = Duration.between(now, quota.until());
        }
        for (PlannedWrite write : batch) {
            ledger.open().close(write.intent());
            brakes.takeBack(write.item());
            parking.later(write.item(), "NOT_SENT", reason.getMessage() + "", after);
        }
    }

    private void note(Side side, PlannedWrite write, WriteOutcome.Written written) {
        Item item = write.item();
        Intent intent = write.intent();
        ledger.open().close(intent);
        lasting.of(intent).forEach(claim -> ledger.open().bind(claim, written.ref()));
        ledger.tally(flow.id()).writes++;
        ledger.witness().wrote(side, write, written.ref());
        if (!item.isLinked()) {
            RecordRef source = side == Side.SOURCE ? written.ref() : item.ref();
            RecordRef target = side == Side.SOURCE ? item.ref() : written.ref();
            item.link(context.link(source, target));
            item.became(written.created() ? Kind.CREATED : Kind.LINKED);
        } else {
            item.became(Kind.UPDATED);
        }
        Record after = after(side, item.record(side), write, written);
        boolean whole = intent.creates() || item.knowsWholly(side);
        item.wrote(side, after, whole);
        item.link()
                .map(link -> link.stamped(side, after.changedAt().orElse(null)))
                .ifPresent(item::link);
    }

    /** What the side shows now: what it showed, what we wrote, and above all what the server says it stored. */
    private Record after(Side side, Optional<Record> before, PlannedWrite write, WriteOutcome.Written written) {
        Record.Builder after = Record.of(written.ref());
        if (write.intent().creates()) {
            flow.fields(side).forEach(field -> after.set(field, Value.empty()));
        }
        before.ifPresent(record -> record.fields().forEach(field -> after.set(field, record.value(field))));
        valuesOf(write.operation()).forEach(after::set);
        before.flatMap(Record::createdAt).ifPresent(after::createdAt);
        written.receipt().ifPresent(receipt -> {
            receipt.fields().forEach(field -> after.set(field, receipt.value(field)));
            after.changedAt(receipt.changedAt().orElse(null));
        });
        return after.build();
    }

    private static Map<String, Value> valuesOf(WriteOperation operation) {
        return operation instanceof WriteOperation.Create create
                ? create.values()
                : ((WriteOperation.Update) operation).values();
    }

    /** A server that does not say what it stored is asked. */
    private void readReceipts(Side side, List<PlannedWrite> unread) {
        if (unread.isEmpty()) {
            return;
        }
        Map<String, Item> byId = new LinkedHashMap<>();
        unread.forEach(write -> write.item()
                .record(side)
                .ifPresent(record -> byId.put(record.ref().id(), write.item())));
        try {
            for (ReadOutcome outcome : context.reader(side).read(byId.keySet(), flow.fields(side))) {
                Item item = byId.get(outcome.id());
                if (item != null && outcome instanceof ReadOutcome.Present present) {
                    item.show(side, present.record());
                    item.link()
                            .map(link -> link.stamped(
                                    side, present.record().changedAt().orElse(null)))
                            .ifPresent(item::link);
                }
            }
        } catch (ConnectorException unknown) {
            // what we wrote stands in for what was stored until the record is seen again
            ledger.interrupted(Interruption.of(
                    "reading receipts of " + flow, unknown, context.clock().instant()));
        }
    }

    private void note(Side side, PlannedWrite write, WriteOutcome outcome, Round round) {
        Item item = write.item();
        if (outcome instanceof WriteOutcome.Unknown) {
            unknown(write);
            return;
        }
        ledger.open().close(write.intent());
        brakes.takeBack(item);
        if (outcome instanceof WriteOutcome.AlreadyExists there) {
            round.again.put(item, there.ref());
        } else if (outcome instanceof WriteOutcome.Rejected rejected) {
            parking.quarantine(item, Kind.QUARANTINED, rejected.code(), reason(rejected));
        } else if (outcome instanceof WriteOutcome.Retryable retryable) {
            parking.later(item, "RETRYABLE", "The system asked to try again", retryable.after());
        } else if (outcome instanceof WriteOutcome.Stale) {
            parking.later(item, "STALE", "The record changed meanwhile", Duration.ZERO);
        } else {
            parking.later(
                    item, "COUNTERPART_MOVED", "Its counterpart is gone or was merged; it is read", Duration.ZERO);
            item.link().ifPresent(link -> round.departed.add(link.ref(side)));
        }
    }

    /** The intent stays open: the next pass finds out before it does anything else. */
    private void unknown(PlannedWrite write) {
        Item item = write.item();
        underWay.add(write.intent().origin());
        item.link().ifPresent(link -> underWay.add(context.key(item.side.other(), link.ref(item.side.other()))));
        parking.later(
                write.item(),
                Recovery.LOST,
                "Nobody knows whether the last write arrived; the next pass finds out",
                Duration.ZERO);
    }

    private static String reason(WriteOutcome.Rejected rejected) {
        List<String> parts = new ArrayList<>();
        rejected.fields().forEach((field, why) -> parts.add(field + ": " + why));
        return parts.isEmpty() ? "It was refused" : "It was refused for " + String.join("; ", parts);
    }
}
