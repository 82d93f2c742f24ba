package io.tidelock.engine;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.StoredWrite;
import io.tidelock.store.SyncStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the books of one pass: collects what is to be stored until it is committed, and counts what happened for the report.
 */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);

    /** The code of records that were deleted and whose counterparts have others since. */
    static final String REPLACED = "REPLACED";

    private static final int MOST_QUIET_PAGES = 20;

    /** No index lags longer, so claims can go; and no brake looks further back. */
    private static final Duration LASTING = Duration.ofDays(1);

    private final IntegrationId integration;
    private final SyncStore store;
    private final SyncListener listener;
    private final Witness witness;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final Map<Parked.Key, Verdict> untold = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Interruption> interruptions = new ArrayList<>();
    private final Instant now;
    private final boolean journals;
    private final Map<List<Object>, StoredLink> givingWay = new HashMap<>();
    private StoreCommit open;
    private int storeChanges;
    private int quietPages;
    private boolean more;

    Ledger(EngineParts parts, Instant now) {
        this.witness = parts.witness();
        this.integration = parts.integration();
        this.store = parts.store();
        this.listener = parts.listener();
        this.journals = parts.journal().isPresent();
        this.now = now;
        this.open = new StoreCommit(integration);
    }

    /** Returns who watches the pass. */
    Witness witness() {
        return witness;
    }

    /** Returns when the pass began. */
    Instant startedAt() {
        return now;
    }

    /** Returns what the next commit will store. */
    StoreCommit open() {
        return open;
    }

    /** Stores what was collected and then tells what became of the records; returns the refused intents. */
    Set<String> commit() {
        StoreCommit closing = open;
        quietPages = 0;
        if (!givingWay.isEmpty()) {
            closing.links()
                    .forEach(link -> Optional.ofNullable(givingWay.remove(pair(link)))
                            .ifPresent(old -> replace(old, link, closing)));
        }
        if (journals) {
            discardWhatWasNotDone(closing);
        }
        open = new StoreCommit(integration);
        Set<String> refused = Set.of();
        if (!closing.isEmpty()) {
            if (storeChanges == 0 && closing.changes() > 0) {
                closing.expire(now.minus(LASTING));
            }
            storeChanges += closing.changes();
            refused = store.commit(closing);
        }
        List<Verdict> told = List.copyOf(untold.values());
        untold.clear();
        told.forEach(this::publish);
        return refused;
    }

    /** Stores what was collected, unless only feeds moved on: whoever goes on reads nothing from the store that is still open. */
    void commitChanges() {
        if (open.changes() > 0) {
            commit();
        }
    }

    /**
     * Moves a feed on. A page that changed nothing need not wait for the disk: its position is stored with the next change, or
     * with that of some pages together, which are read again if we die before.
     */
    void moveOn(String feed, FeedPosition to) {
        open.move(feed, to);
        quietPages++;
        if (open.changes() > 0 || to.caughtUp() || quietPages >= MOST_QUIET_PAGES) {
            commit();
        }
    }

    /** A write whose intent is closed and that is not settled did not come to pass. */
    private static void discardWhatWasNotDone(StoreCommit closing) {
        Set<String> done = new HashSet<>(closing.settled().keySet());
        closing.journal().stream().filter(StoredWrite::settled).forEach(write -> done.add(write.intent()));
        closing.closedIntents().keySet().stream()
                .filter(intent -> !done.contains(intent))
                .forEach(closing::discard);
    }

    /**
     * Has a link whose other record is gone give way to a new one, in the commit that stores the new one: until then it keeps
     * whatever was deleted from coming back.
     */
    void giveWay(StoredLink abandoned, StoredLink to) {
        givingWay.put(pair(to), abandoned);
    }

    /** Removes a link whose record at a side is gone for good; no old page brings that one back. */
    void remove(StoredLink link, Side gone) {
        remove(link, gone, open);
    }

    private void replace(StoredLink abandoned, StoredLink to, StoreCommit closing) {
        remove(abandoned, abandoned.source().equals(to.source()) ? Side.TARGET : Side.SOURCE, closing);
    }

    private void remove(StoredLink link, Side gone, StoreCommit closing) {
        closing.remove(link);
        Parked.Key key = new Parked.Key(link.flow(), gone, link.ref(gone));
        closing.put(new StoredVerdict(key, REPLACED, "It was deleted; its counterpart goes on without it", now));
    }

    private static List<Object> pair(StoredLink link) {
        return List.of(link.flow(), link.source(), link.target());
    }

    Tally tally(String flow) {
        return tallies.computeIfAbsent(flow, id -> new Tally());
    }

    /** Notes what became of a record; of several verdicts on one in one commit the last one counts. */
    void tell(Verdict verdict) {
        untold.put(new Parked.Key(verdict.flow(), verdict.side(), verdict.ref()), verdict);
    }

    void tell(Parked.Key key, Verdict.Kind kind, String code, String reason) {
        tell(new Verdict(key.flow(), key.side(), key.ref(), Optional.empty(), kind, code, reason));
    }

    private void publish(Verdict verdict) {
        tally(verdict.flow()).verdicts.merge(verdict.kind(), 1, Integer::sum);
        if (verdicts.size() < SyncReport.MOST_VERDICTS) {
            verdicts.add(verdict);
        }
        hear(() -> listener.onVerdict(verdict));
    }

    void page(String feed, int observed) {
        hear(() -> listener.onPage(feed, observed));
    }

    /** A listener that fails hears less; the pass goes on. */
    private static void hear(Runnable notice) {
        try {
            notice.run();
        } catch (RuntimeException broken) { // the host's code
            LOG.warn("A sync listener failed with {}", broken.getClass().getName());
        }
    }

    void interrupted(Interruption interruption) {
        interruptions.add(interruption);
    }

    /** Notes that there is more to do right away. */
    void moreToDo() {
        more = true;
    }

    boolean hasMoreToDo() {
        return more;
    }

    List<Interruption> interruptions() {
        return List.copyOf(interruptions);
    }

    SyncReport close(Instant startedAt, Instant finishedAt, Instant nextDue, List<SchemaDifference> drift) {
        List<FlowReport> flows = new ArrayList<>();
        tallies.forEach((flow, tally) -> flows.add(new FlowReport(
                flow, tally.observed, tally.unchanged, tally.ignored, tally.verdicts, tally.writes, tally.braked)));
        SyncReport report = new SyncReport(
                startedAt, finishedAt, flows, verdicts, interruptions, storeChanges, more, nextDue, drift);
        hear(() -> listener.onPass(report));
        return report;
    }

    /** What happened in one flow. */
    static final class Tally {
        int observed;
        int unchanged;
        int ignored;
        int writes;
        final Set<Verb> braked = EnumSet.noneOf(Verb.class);
        private final Map<Verdict.Kind, Integer> verdicts = new EnumMap<>(Verdict.Kind.class);
    }
}
