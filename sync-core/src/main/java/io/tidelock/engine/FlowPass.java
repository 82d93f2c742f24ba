package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.UnmappedValueException;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Intent;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes the records of one flow through the loop: triage, situation, decision, limit, writes, settlement. Every record that
 * enters has a durable fate when the page is committed.
 */
final class FlowPass {

    /** A creation can turn out to exist once; what then still exists is somebody else's. */
    private static final int ROUNDS = 3;

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final PassLimits limits;
    private final Parking parking;
    private final Matcher matcher;
    private final Situations situations;
    private final FieldMerge merge;
    private final Planner planner;
    private final Writes writes;
    private final Settlement settlement;
    private final Triage triage;

    FlowPass(FlowContext context, Ledger ledger, PassLimits limits, Supplier<UUID> ids) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.limits = limits;
        this.parking = new Parking(context, ledger);
        Claims claims = new Claims(context, ledger);
        this.matcher = new Matcher(context, parking, claims);
        this.situations = new Situations(context, ledger, parking, matcher);
        this.merge = new FieldMerge(flow, context.fingerprinter());
        this.planner = new Planner(context, claims, ids);
        this.writes = new Writes(context, ledger, parking, planner);
        this.settlement = new Settlement(context, ledger, parking);
        List<Intent> open = new Recovery(context, ledger, parking, situations).recover();
        Optional<Instant> activatedAt = context.store().activatedAt(context.integration(), flow.id());
        this.triage = new Triage(context, ledger, parking, activatedAt, open);
    }

    Flow flow() {
        return flow;
    }

    boolean isFull() {
        return limits.isReached(flow);
    }

    /** Reads records by id and takes them through the loop. */
    void revisit(Side side, List<RecordRef> refs, Channel channel) {
        List<Observation> seen = situations.read(side, refs, channel);
        ledger.commit();
        handle(side, seen);
    }

    /** Takes a page of observed records through the loop. */
    void handle(Side side, List<Observation> page) {
        List<RecordRef> stale = new ArrayList<>();
        loop(side, triage.changed(side, page, stale::add));
        if (!stale.isEmpty()) {
            List<Observation> fresh = situations.read(side, stale, Channel.REVISIT);
            loop(side, triage.changed(side, fresh, ref -> {}));
        }
    }

    /** If a look-up or a read is refused as a whole, the page is halved until the record that spoils it stands alone. */
    private void loop(Side side, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        try {
            settle(withinLimit(decide(situations.resolve(side, items))));
        } catch (RequestRejectedException refused) {
            if (items.size() == 1) {
                parking.quarantine(items.get(0), Kind.QUARANTINED, refused.code(), refused.getMessage() + "");
            } else {
                loop(side, items.subList(0, items.size() / 2));
                loop(side, items.subList(items.size() / 2, items.size()));
            }
        }
    }

    private List<Item> decide(List<Item> items) {
        List<Item> decided = new ArrayList<>();
        for (Item item : items) {
            try {
                merge.decide(item);
                decided.add(item);
            } catch (UnmappedValueException unmapped) {
                parking.quarantine(item, Kind.QUARANTINED, "UNMAPPED_VALUE", unmapped.getMessage() + "");
            } catch (UnreadableValueException unreadable) {
                parking.quarantine(item, Kind.QUARANTINED, "UNREADABLE_VALUE", unreadable.getMessage() + "");
            } catch (RuntimeException broken) { // the host's code: a converter that fails for one record stops no other
                parking.quarantine(
                        item,
                        Kind.QUARANTINED,
                        "RULE_FAILED",
                        "A converter failed with " + broken.getClass().getSimpleName());
            }
        }
        return decided;
    }

    private List<Item> withinLimit(List<Item> items) {
        List<Item> taken = new ArrayList<>();
        for (Item item : items) {
            if (!planner.needsWrite(item) || limits.take(flow)) {
                taken.add(item);
            } else {
                parking.later(
                        item, "LIMIT", "The pass's limit was reached; the next one takes it first", Duration.ZERO);
                ledger.moreToDo();
            }
        }
        return taken;
    }

    /** Writes the source first: what a request creates there gives the target its id. */
    private void settle(List<Item> items) {
        List<Item> open = items;
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            Writes.Round atSource = writes.write(Side.SOURCE, open);
            atSource.done().stream()
                    .filter(item -> item.has(FieldDecision.WRITE_SOURCE))
                    .forEach(item -> settlement.settleWritten(item, Side.SOURCE));
            Writes.Round atTarget = writes.write(Side.TARGET, atSource.done());
            atTarget.done().forEach(settlement::complete);
            Map<Item, RecordRef> again = new LinkedHashMap<>(atSource.again());
            again.putAll(atTarget.again());
            open = again.isEmpty() ? List.of() : decide(reconsider(again));
        }
        open.forEach(item -> parking.quarantine(
                item, Kind.DISPUTED, "ALREADY_EXISTS", "A record with the same key exists that could not be matched"));
    }

    /** What turned out to exist is linked if it is free; otherwise its key is somebody else's. */
    private List<Item> reconsider(Map<Item, RecordRef> existing) {
        List<Item> open = new ArrayList<>();
        Side side = existing.keySet().iterator().next().side;
        Map<String, Record> there = new LinkedHashMap<>();
        Set<String> ids = new java.util.LinkedHashSet<>();
        existing.values().forEach(ref -> ids.add(ref.id()));
        for (ReadOutcome outcome : context.reader(side.other()).read(ids, flow.fields(side.other()))) {
            if (outcome instanceof ReadOutcome.Present present) {
                there.put(outcome.id(), present.record());
            }
        }
        existing.forEach((item, ref) -> {
            Record record = there.get(ref.id());
            if (record == null) {
                parking.later(item, "COUNTERPART_MOVED", "The record with its key is gone again", Duration.ZERO);
            } else if (item.isLinked()) {
                matcher.contest(item, record).ifPresent(open::add);
            } else {
                meet(item, record, open);
            }
        });
        return open;
    }

    private void meet(Item item, Record record, List<Item> open) {
        Side other = item.side.other();
        boolean taken = context.store()
                .load(StoreRequest.about(context.integration(), flow.id(), other, List.of(record.ref())))
                .link(record.ref())
                .isPresent();
        if (taken
                || ledger.open().links().stream()
                        .anyMatch(link -> link.ref(other).equals(record.ref()))) {
            matcher.contest(item, record).ifPresent(open::add);
        } else {
            RecordRef source = item.side == Side.SOURCE ? item.ref() : record.ref();
            RecordRef target = item.side == Side.SOURCE ? record.ref() : item.ref();
            item.show(other, record);
            item.link(StoredLink.between(
                    flow.id(), source, target, context.clock().instant()));
            item.became(Kind.LINKED);
            open.add(item);
        }
    }
}
