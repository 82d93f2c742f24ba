package io.tidelock.engine;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.SyncStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the books of one pass: collects what is to be stored until it is committed, and counts what happened for the report.
 */
final class Ledger {

    private final IntegrationId integration;
    private final SyncStore store;
    private final SyncListener listener;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Interruption> interruptions = new ArrayList<>();
    private StoreCommit open;
    private int storeChanges;
    private boolean more;

    Ledger(IntegrationId integration, SyncStore store, SyncListener listener) {
        this.integration = integration;
        this.store = store;
        this.listener = listener;
        this.open = new StoreCommit(integration);
    }

    /** Returns what the next commit will store. */
    StoreCommit open() {
        return open;
    }

    /** Stores what was collected; returns the refused intents. */
    Set<String> commit() {
        StoreCommit closing = open;
        open = new StoreCommit(integration);
        if (closing.isEmpty()) {
            return Set.of();
        }
        storeChanges += closing.changes();
        return store.commit(closing);
    }

    /** Forgets what was collected since the last commit: the page will be seen again. */
    void rollBack() {
        open = new StoreCommit(integration);
    }

    Tally tally(String flow) {
        return tallies.computeIfAbsent(flow, id -> new Tally());
    }

    void tell(Verdict verdict) {
        tally(verdict.flow()).verdicts.merge(verdict.kind(), 1, Integer::sum);
        if (verdicts.size() < SyncReport.MOST_VERDICTS) {
            verdicts.add(verdict);
        }
        listener.onVerdict(verdict);
    }

    void tell(String flow, Side side, RecordRef ref, Verdict.Kind kind, String code, String reason) {
        tell(new Verdict(flow, side, ref, Optional.empty(), kind, code, reason));
    }

    void page(String feed, int observed) {
        listener.onPage(feed, observed);
    }

    void interrupted(Interruption interruption) {
        interruptions.add(interruption);
    }

    /** Notes that there is more to do right away. */
    void moreToDo() {
        more = true;
    }

    SyncReport close(Instant startedAt, Instant finishedAt) {
        List<FlowReport> flows = new ArrayList<>();
        tallies.forEach((flow, tally) -> flows.add(
                new FlowReport(flow, tally.observed, tally.unchanged, tally.ignored, tally.verdicts, tally.writes)));
        SyncReport report = new SyncReport(startedAt, finishedAt, flows, verdicts, interruptions, storeChanges, more);
        listener.onPass(report);
        return report;
    }

    /** What happened in one flow. */
    static final class Tally {
        int observed;
        int unchanged;
        int ignored;
        int writes;
        private final Map<Verdict.Kind, Integer> verdicts = new EnumMap<>(Verdict.Kind.class);
    }
}
