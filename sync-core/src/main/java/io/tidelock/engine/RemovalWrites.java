package io.tidelock.engine;

import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordRemover;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.engine.Verdict.Kind;
import io.tidelock.mapping.Flow;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Base;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoredLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes the counterparts of records that are certainly gone: announced durably, in batches, each noted for what became of
 * it. A link whose counterpart we removed stays, so that nothing comes back but by a restored source.
 */
final class RemovalWrites {

    private final FlowContext context;
    private final Flow flow;
    private final Ledger ledger;
    private final PassLimits limits;
    private final Parking parking;
    private final Brakes brakes;
    private final WriteJournal journal;
    private final Map<StoredLink, Parked> rows = new LinkedHashMap<>();

    RemovalWrites(
            FlowContext context,
            Ledger ledger,
            PassLimits limits,
            Parking parking,
            Brakes brakes,
            WriteJournal journal) {
        this.context = context;
        this.flow = context.flow();
        this.ledger = ledger;
        this.limits = limits;
        this.parking = parking;
        this.brakes = brakes;
        this.journal = journal;
    }

    /**
     * Removes what is there of the counterparts of links whose sources are certainly gone.
     *
     * @param confirmed the links, with the rows of their sources
     * @throws ConnectorException if the system takes no more now; what was not removed waits on
     */
    void remove(Map<StoredLink, Parked> confirmed) {
        rows.clear();
        rows.putAll(confirmed);
        List<StoredLink> announced = announce(removable(List.copyOf(confirmed.keySet())));
        if (announced.isEmpty()) {
            return;
        }
        Batches<StoredLink> batches = new Batches<>(
                batch -> remover().remove(batch.stream().map(StoredLink::target).toList()),
                this::note,
                (batch, away) -> batch.forEach(this::notDone));
        batches.send(announced, remover().batchLimit());
        batches.requireSent();
    }

    private List<StoredLink> removable(List<StoredLink> links) {
        Map<String, ReadOutcome> there = Reads.each(
                context.reader(Side.TARGET),
                links.stream().map(link -> link.target().id()).toList(),
                flow.fields(Side.TARGET));
        List<StoredLink> removable = new ArrayList<>();
        for (StoredLink link : links) {
            ReadOutcome outcome = there.get(link.target().id());
            if (outcome instanceof ReadOutcome.Present) {
                take(link, removable);
            } else if (outcome != null) {
                leave(link, outcome);
            }
        }
        return removable;
    }

    private void take(StoredLink link, List<StoredLink> removable) {
        if (!ledger.witness().permits(link)) {
            return; // it waits on
        } else if (limits.take(flow)) {
            removable.add(link);
        } else {
            ledger.moreToDo();
        }
    }

    private RecordRemover remover() {
        return context.remover(Side.TARGET);
    }

    /** Somebody else removed it, or made it part of another record; neither is ours to undo. */
    private void leave(StoredLink link, ReadOutcome outcome) {
        ledger.open().unpark(key(link));
        String why = outcome instanceof ReadOutcome.MergedInto merged
                ? "Its counterpart was merged into " + merged.survivor().ref() + " meanwhile, and is left as it is"
                : "Its counterpart was removed already";
        tell(link, Kind.GONE, LinkState.SOURCE_GONE.name(), why);
    }

    /** The entry of one that is refused goes the way of the same removal that is announced already. */
    private List<StoredLink> announce(List<StoredLink> removable) {
        Instant now = context.clock().instant();
        for (StoredLink link : removable) {
            Intent intent = new Intent(id(link), key(link), Side.TARGET, link.target(), List.of(), Base.none(), now);
            ledger.open().announce(intent);
            journal.announceRemoval(intent);
        }
        brakes.count(Verb.REMOVE, removable.size());
        Set<String> refused = ledger.commit();
        brakes.count(Verb.REMOVE, -refused.size());
        return removable.stream().filter(link -> !refused.contains(id(link))).toList();
    }

    private void note(List<StoredLink> batch, List<WriteOutcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            note(batch.get(i), outcomes.get(i));
        }
    }

    private void note(StoredLink link, WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Written || outcome instanceof WriteOutcome.Gone) {
            ledger.open().close(id(link), List.of());
            ledger.open().unpark(key(link));
            ledger.witness().removed(link);
            journal.removed(id(link), link.target());
            removed(link);
        } else if (outcome instanceof WriteOutcome.Rejected rejected) {
            notDone(link);
            parking.quarantine(
                    key(link),
                    Optional.ofNullable(rows.get(link)),
                    null,
                    Kind.QUARANTINED,
                    rejected.code(),
                    "It is gone, and its counterpart cannot be removed; remove that one, or let it go");
        } else if (!(outcome instanceof WriteOutcome.Unknown)) {
            notDone(link);
        }
    }

    /** Notes that the counterpart is gone because we removed it. */
    void removed(StoredLink link) {
        ledger.open().put(link.in(LinkState.BOTH_GONE));
        ledger.tally(flow.id()).writes++;
        tell(link, Kind.REMOVED, "", "");
    }

    private void notDone(StoredLink link) {
        ledger.open().close(id(link), List.of());
        brakes.count(Verb.REMOVE, -1);
    }

    private String id(StoredLink link) {
        return AttemptId.ofRemoval(context.integration(), flow, link.source());
    }

    private Parked.Key key(StoredLink link) {
        return context.key(Side.SOURCE, link.source());
    }

    private void tell(StoredLink link, Kind kind, String code, String reason) {
        ledger.tell(new Verdict(flow.id(), Side.SOURCE, link.source(), Optional.of(link.target()), kind, code, reason));
    }
}
