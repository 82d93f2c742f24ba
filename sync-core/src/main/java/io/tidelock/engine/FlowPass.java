package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.UnmappedValueException;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes the records of one flow through the loop: triage, situation, decision, limit, writes, settlement. Every record that
 * enters has a durable fate when the page is committed.
 */
final class FlowPass {

    /** A creation can turn out to exist once; what then still exists is somebody else's. So often takes a turn come, too. */
    private static final int ROUNDS = 3;

    /** The code of records that wait because the limit of a run was reached. */
    static final String LIMIT = "LIMIT";

    private final Flow flow;
    private final Ledger ledger;
    private final PassLimits limits;
    private final ReadBudget budget;
    private final Parking parking;
    private final Situations situations;
    private final FieldMerge merge;
    private final FreshSets sets;
    private final References references;
    private final Disappearances disappearances;
    private final Planner planner;
    private final Rekeying rekeying;
    private final Writes writes;
    private final Rematch rematch;
    private final Settlement settlement;
    private final Triage triage;
    private final Expansion expansion;
    private final Vanished vanished;
    private final Sharing sharing;
    private final FlowContext context;
    private final Brakes brakes;
    private final Removals removals;
    private final Enricher enricher;
    private final RequestStatus requestStatus;
    private final Supplier<UUID> ids;

    FlowPass(FlowContext context, Ledger ledger, PassLimits limits, Supplier<UUID> ids) {
        this.context = context;
        this.enricher = context.enricher();
        this.flow = context.flow();
        this.ledger = ledger;
        this.limits = limits;
        this.budget = ReadBudget.of(flow);
        this.ids = ids;
        this.parking = new Parking(context, ledger);
        TakingApart takingApart = new TakingApart(context);
        RefReader reads = new RefReader(context, takingApart);
        Keys keys = new Keys();
        Claims claims = new Claims(context, ledger, keys);
        Links links = new Links(context, ledger);
        this.brakes = new Brakes(context, ledger, parking);
        PendingRemovals pending = new PendingRemovals(context, ledger, parking, brakes);
        Departures departures = new Departures(context, ledger, parking, links, brakes, pending);
        Candidates candidates = new Candidates(context, keys, claims);
        Contest contest = new Contest(flow, parking, keys, candidates);
        this.sharing = new Sharing(context, parking, links, keys, candidates);
        Matcher matcher = new Matcher(context, ledger, parking, links, departures, candidates, contest, reads, sharing);
        Chosen chosen = new Chosen(context, ledger, parking, links, reads);
        this.situations =
                new Situations(context, ledger, parking, departures, matcher, contest, reads, sharing, chosen);
        this.merge = new FieldMerge(flow, context.fingerprinter());
        this.references = new References(context, parking);
        this.disappearances = new Disappearances(context);
        this.sets = new FreshSets(context, parking);
        this.planner = new Planner(context, claims, ids);
        WriteJournal journal = new WriteJournal(context, ledger);
        RemovalWrites removalWrites = new RemovalWrites(context, ledger, limits, parking, brakes, journal);
        LostRemovals lostRemovals = new LostRemovals(context, ledger, parking, links, brakes, removalWrites, journal);
        Set<Parked.Key> underWay =
                new Recovery(context, ledger, parking, situations, links, reads, keys, lostRemovals, journal).recover();
        this.writes = new Writes(context, ledger, parking, planner, links, underWay, brakes, journal);
        this.removals = new Removals(context, ledger, pending, removalWrites, links, brakes, underWay);
        this.rekeying = new Rekeying(context, ledger, parking, takingApart, references, underWay);
        this.expansion = new Expansion(context, parking, takingApart);
        this.vanished = new Vanished(context, ledger, parking, departures, underWay);
        this.rematch = new Rematch(context, parking, matcher);
        this.settlement = new Settlement(context, ledger, parking);
        Optional<Instant> activatedAt = context.store().activatedAt(context.integration(), flow.id());
        Decisions decisions = new Decisions(context, ledger, parking, new LookUps(context, parking, keys));
        Admission admission = new Admission(context, parking, decisions, activatedAt);
        this.triage = new Triage(context, ledger, parking, admission, underWay);
        this.requestStatus = new RequestStatus(context, ledger, limits, ids);
    }

    Flow flow() {
        return flow;
    }

    /** Returns what this pass may still read to look at everything again. */
    ReadBudget budget() {
        return budget;
    }

    boolean isFull() {
        return left() == 0;
    }

    /** Returns how many records this pass may still write. */
    int left() {
        return limits.left(flow);
    }

    /** Reads records by id and takes them through the loop; what became of the last of them is stored with what comes next. */
    void revisit(Side side, List<RecordRef> refs, Channel channel) {
        revisit(side, refs, channel, record -> true);
    }

    /** Reads records by id and takes those through the loop that are selected, as they show themselves now. */
    void revisit(Side side, List<RecordRef> refs, Channel channel, Predicate<Record> selected) {
        ledger.commitChanges();
        List<Observation> seen = read(side, refs, channel);
        Set<RecordRef> leftOut = seen.stream()
                .map(Observation::record)
                .filter(selected.negate())
                .map(Record::ref)
                .collect(Collectors.toSet());
        ledger.commit();
        take(
                side,
                expansion.of(
                        side,
                        seen.stream()
                                .filter(one -> !leftOut.contains(one.record().ref()))
                                .toList(),
                        refs.stream()
                                .filter(ref -> !leftOut.contains(ref.whole()))
                                .toList()));
    }

    /** Tells whether counterparts of gone records wait to be removed. */
    boolean hasRemovals() {
        return removals.areWaiting();
    }

    /**
     * Removes them, as far as the brake allows all of them, and their sources are still gone.
     *
     * @param another tells whether the pass goes on with another slice
     */
    void remove(BooleanSupplier another) {
        ledger.commitChanges();
        removals.run(refs -> revisit(Side.SOURCE, refs, Channel.REVISIT), () -> isFull() || !another.getAsBoolean());
    }

    /** Removes the counterparts of some of those alone, the brake and their sources asked as ever. */
    void remove(List<RecordRef> sources) {
        ledger.commitChanges();
        removals.run(sources, refs -> revisit(Side.SOURCE, refs, Channel.REVISIT));
    }

    /**
     * Writes back what is to be undone.
     *
     * @param another tells whether there is time for some more records
     */
    void undo(UndoRun run, boolean removesCreated, BooleanSupplier another) {
        ledger.commitChanges();
        UndoReading reading = new UndoReading(context, removesCreated);
        run.of(flow, reading, new UndoWrites(context, ledger, limits, brakes, ids), another);
    }

    /**
     * Takes a page of records, as a feed or a list shows them, through the loop; what became of the last of them is stored
     * with what comes next, such as the feed's new position.
     */
    void handle(Side side, List<Observation> page) {
        ledger.commitChanges();
        take(side, expansion.of(side, enricher.lendsTo(side) ? enriched(page) : page));
    }

    /** Like a read that is refused as a whole: a page is halved until the record that spoils it stands alone. */
    private List<Observation> enriched(List<Observation> page) {
        try {
            return Observation.with(
                    page, enricher.enrich(page.stream().map(Observation::record).toList()));
        } catch (RequestRejectedException refused) {
            if (page.size() == 1) {
                quarantine(Side.SOURCE, page.get(0).record().ref(), refused);
                return List.of();
            }
            List<Observation> seen = new ArrayList<>(enriched(page.subList(0, page.size() / 2)));
            seen.addAll(enriched(page.subList(page.size() / 2, page.size())));
            return seen;
        }
    }

    private void quarantine(Side side, RecordRef ref, RequestRejectedException refused) {
        parking.quarantine(
                context.key(side, ref),
                Optional.empty(),
                null,
                Kind.QUARANTINED,
                refused.code(),
                refused.getMessage() + "");
    }

    private void take(Side side, Expansion.Page page) {
        List<RecordRef> stale = new ArrayList<>();
        loop(side, triage.changed(side, page.parts(), stale::add), stale::add);
        Expansion.Page fresh = afterwards(side, page, stale);
        requestStatus.show(side, page.parts(), fresh.parts());
    }

    /** Sees to what a page left: what was doubtful is read, what vanished is settled. Returns what was read, taken apart. */
    private Expansion.Page afterwards(Side side, Expansion.Page page, List<RecordRef> stale) {
        List<RecordRef> doubtful = new ArrayList<>(page.doubtful());
        doubtful.addAll(stale);
        if (doubtful.isEmpty() && page.isWhole()) {
            return Expansion.Page.of(List.of());
        }
        ledger.commitChanges();
        Expansion.Page fresh = expansion.of(side, read(side, doubtful, Channel.REVISIT), stale);
        loop(side, triage.changed(side, fresh.parts(), ref -> {}), ref -> {});
        ledger.commitChanges();
        vanished.settle(page);
        vanished.settle(fresh);
        return fresh;
    }

    /** Takes links over to the current key, once both records were read; writes to neither. */
    void rekey(List<StoredLink> links) {
        ledger.commitChanges();
        List<StoredLink> due = links.stream().filter(rekeying::isDue).toList();
        rekeying.takeOver(due, shown(Side.SOURCE, due), shown(Side.TARGET, due));
        ledger.commit();
    }

    private List<Record> shown(Side side, List<StoredLink> links) {
        List<RecordRef> refs =
                links.stream().map(link -> link.ref(side).whole()).distinct().toList();
        return read(side, refs, Channel.WALK).stream().map(Observation::record).toList();
    }

    /** If a read is refused as a whole, it is halved until the record that spoils it stands alone. */
    private List<Observation> read(Side side, List<RecordRef> refs, Channel channel) {
        try {
            return situations.read(side, refs, channel);
        } catch (RequestRejectedException refused) {
            if (refs.size() == 1) {
                quarantine(side, refs.get(0), refused);
                return List.of();
            }
            List<Observation> seen = new ArrayList<>(read(side, refs.subList(0, refs.size() / 2), channel));
            seen.addAll(read(side, refs.subList(refs.size() / 2, refs.size()), channel));
            return seen;
        }
    }

    /** What would be written over something that may be out of date is read first. */
    private void loop(Side side, List<Item> items, Consumer<RecordRef> stale) {
        List<Item> open = items;
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            List<Item> admitted = references.admit(side, open);
            settle(withinLimit(sharing.inTurn(understood(side, admitted, stale), planner::needsWrite)));
            open = sharing.next();
            if (!open.isEmpty()) {
                ledger.commitChanges();
            }
        }
        sharing.leave(open);
    }

    /** If a look-up or a read is refused as a whole, the page is halved until the record that spoils it stands alone. */
    private List<Item> understood(Side side, List<Item> items, Consumer<RecordRef> stale) {
        try {
            List<Item> decided = decide(situations.resolve(side, items));
            return disappearances.confirmed(sets.ready(side, decided, this::decide, stale), this::decide);
        } catch (RequestRejectedException refused) {
            if (items.size() == 1) {
                parking.quarantine(items.get(0), Kind.QUARANTINED, refused.code(), refused.getMessage() + "");
                return List.of();
            }
            sharing.next();
            List<Item> afresh = items.stream().map(Item::afresh).toList();
            loop(side, afresh.subList(0, items.size() / 2), stale);
            ledger.commitChanges();
            loop(side, afresh.subList(items.size() / 2, items.size()), stale);
            ledger.commitChanges();
            return List.of();
        }
    }

    private List<Item> decide(List<Item> items) {
        List<Item> decided = new ArrayList<>();
        references.lay(items);
        for (Item item : items) {
            try {
                rekeying.takeOver(item);
                merge.decide(item);
                ledger.witness().decided(item);
                decided.add(item);
            } catch (UnmappedValueException unmapped) {
                parking.quarantine(item, Kind.QUARANTINED, "UNMAPPED_VALUE", unmapped.getMessage() + "");
            } catch (UnreadableValueException unreadable) {
                parking.quarantine(item, Kind.QUARANTINED, "UNREADABLE_VALUE", unreadable.getMessage() + "");
            } catch (RuntimeException broken) { // the host's code: one that fails for one record stops no other
                parking.quarantine(
                        item,
                        Kind.QUARANTINED,
                        "RULE_FAILED",
                        "A converter or a condition failed with "
                                + broken.getClass().getSimpleName());
            }
        }
        return decided;
    }

    private List<Item> withinLimit(List<Item> items) {
        List<Item> taken = new ArrayList<>();
        for (Item item : items) {
            boolean writes = planner.needsWrite(item);
            if (writes && (!ledger.witness().permits(item, () -> planner.planned(item)) || !brakes.take(item))) {
                continue;
            }
            if (!writes || limits.take(flow)) {
                taken.add(item);
            } else {
                brakes.takeBack(item);
                leave(item);
            }
        }
        return taken;
    }

    /** What exceeds the limit is the next run's: right away, or when the flow is due again. */
    private void leave(Item item) {
        Instant now = context.clock().instant();
        Duration rest = Duration.between(now, flow.schedule().next(now));
        parking.later(item, LIMIT, "The limit of the run was reached; the next one takes it first", rest);
        if (rest.isZero()) {
            ledger.moreToDo();
        }
    }

    /** Writes the source first: what a request creates there gives the target its id. */
    private void settle(List<Item> items) {
        Optional<ConnectorException> stop = Optional.empty();
        List<Item> open = items;
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            Writes.Round atSource = writes.write(Side.SOURCE, open);
            atSource.done().stream()
                    .filter(item -> item.writes(Side.SOURCE))
                    .forEach(item -> settlement.settleWritten(item, Side.SOURCE));
            Writes.Round atTarget = writes.write(Side.TARGET, atSource.done());
            atTarget.done().forEach(settlement::complete);
            open = new ArrayList<>(rematch.rematch(Side.SOURCE, atSource.again()));
            open.addAll(rematch.rematch(Side.TARGET, atTarget.again()));
            open = decide(open);
            stop = stop.or(atSource::stop).or(atTarget::stop);
            read(Side.SOURCE, atSource.departed(), Channel.REVISIT);
            read(Side.TARGET, atTarget.departed(), Channel.REVISIT);
        }
        open.forEach(item -> parking.quarantine(
                item, Kind.DISPUTED, "ALREADY_EXISTS", "A record with the same key exists that could not be matched"));
        if (stop.isPresent()) {
            throw stop.get();
        }
    }
}
