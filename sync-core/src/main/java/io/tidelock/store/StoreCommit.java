package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the store, all of it or nothing. Collected by one thread; of two entries for one key the later counts.
 */
public final class StoreCommit {

    private final IntegrationId integration;
    private final List<Intent> announced = new ArrayList<>();
    private final Map<String, List<ClaimKey>> closedIntents = new LinkedHashMap<>();
    private final Map<ClaimKey, RecordRef> boundClaims = new LinkedHashMap<>();
    private final Set<ClaimKey> releasedClaims = new LinkedHashSet<>();
    private final Map<Parked.Key, StoredLink> links = new LinkedHashMap<>();
    private final List<StoredLink> removedLinks = new ArrayList<>();
    private final Map<Parked.Key, Parked> parked = new LinkedHashMap<>();
    private final Set<Parked.Key> unparked = new LinkedHashSet<>();
    private final Map<Parked.Key, StoredVerdict> verdicts = new LinkedHashMap<>();
    private final Set<Parked.Key> forgotten = new LinkedHashSet<>();
    private final Map<String, FeedPosition> positions = new LinkedHashMap<>();
    private final Map<String, Instant> activations = new LinkedHashMap<>();
    private final Map<Parked.Key, RecordRef> aliases = new LinkedHashMap<>();
    private final Map<Wake, Instant> woken = new LinkedHashMap<>();
    private final Map<String, Instant> released = new LinkedHashMap<>();
    private final List<StoredDecision> decisions = new ArrayList<>();
    private final Map<VerbCount, Integer> counts = new LinkedHashMap<>();
    private final List<Approval> approvals = new ArrayList<>();
    private final Map<HintKey, Instant> hints = new LinkedHashMap<>();
    private final List<StoredHint> takenHints = new ArrayList<>();
    private final List<StoredWrite> journal = new ArrayList<>();
    private final Map<String, Settling> settled = new LinkedHashMap<>();
    private final Set<String> discarded = new LinkedHashSet<>();
    private @Nullable StoredPlan plan;
    private @Nullable Instant expireBefore;
    private @Nullable Expiry journalExpiry;

    /** Starts an empty commit. */
    public StoreCommit(IntegrationId integration) {
        this.integration = integration;
    }

    /**
     * Announces a write. It is refused if it is announced already, or if another intent holds one of its claims; see {@link
     * SyncStore#commit}.
     */
    public void announce(Intent intent) {
        announced.add(intent);
    }

    /** Closes an intent as it was announced: its outcome is known. Claims of it that are not bound are given up. */
    public void close(Intent intent) {
        close(intent.id(), intent.claims());
    }

    /**
     * Closes an intent: its outcome is known. Claims of it that are not bound are given up.
     *
     * @param claims all that it was announced with: the store does not look for more
     */
    public void close(String intent, List<ClaimKey> claims) {
        closedIntents.put(intent, List.copyOf(claims));
    }

    /** Remembers which record a claim led to. */
    public void bind(ClaimKey claim, RecordRef record) {
        boundClaims.put(claim, record);
    }

    /** Gives a claim up: the record it led to no longer holds the key. */
    public void release(ClaimKey claim) {
        releasedClaims.add(claim);
    }

    /** Puts a write into the journal, in place of the entry of its intent and pass. */
    public void journal(StoredWrite write) {
        journal.add(write);
    }

    /** Settles the journal's entry of an intent, if there is one that is not settled: the write is done. */
    public void settle(String intent, RecordRef written, boolean created) {
        discarded.remove(intent);
        settled.put(intent, new Settling(written, created));
    }

    /** Takes the entry of an intent out of the journal, unless it is settled: nothing was written. */
    public void discard(String intent) {
        discarded.add(intent);
    }

    /** Takes the oldest entries out of the journal that are older than a moment, settled or not; so many at most. */
    public void expireJournal(Instant before, int most) {
        this.journalExpiry = new Expiry(before, most);
    }

    /**
     * Gives up what was needed for a while: claims that led to a record and were won before a moment, and counts from before
     * it.
     */
    public void expire(Instant before) {
        this.expireBefore = before;
    }

    /** Remembers that a record was merged into another one; earlier aliases of it follow. */
    public void alias(Parked.Key absorbed, RecordRef survivor) {
        aliases.put(absorbed, survivor);
    }

    /** Makes the records of a flow that are parked with a code due at a moment, unless they are due before. */
    public void wake(String flow, String code, Instant at) {
        woken.put(new Wake(flow, code), at);
    }

    /** Makes the quarantined records of a flow due at a moment, unless they are due before. */
    public void release(String flow, Instant at) {
        released.put(flow, at);
    }

    /** Stores a decision, unless one of that name stands for the record already. */
    public void put(StoredDecision decision) {
        decisions.add(decision);
    }

    /** Adds to what a flow did. */
    public void count(VerbCount count) {
        VerbCount kind = new VerbCount(count.flow(), count.verb(), count.at(), 0);
        counts.merge(kind, count.times(), (before, more) -> before + more == 0 ? null : before + more);
    }

    /** Stores an approval in place of the flow's for that verb. */
    public void put(Approval approval) {
        approvals.add(approval);
    }

    /** Stores a hint; one that stands already gets a higher number. */
    public void hint(String feed, RecordRef ref, Instant at) {
        hints.put(new HintKey(feed, ref), at);
    }

    /** Takes a hint out, unless it was said again since it was read. */
    public void take(StoredHint hint) {
        takenHints.add(hint);
    }

    /** Stores which plan the integration runs by. */
    public void put(StoredPlan which) {
        this.plan = which;
    }

    /** Stores a link in place of the one its source record has in the flow. */
    public void put(StoredLink link) {
        links.put(source(link), link);
    }

    /** Removes a link, if it is still between the same two records. */
    public void remove(StoredLink link) {
        links.computeIfPresent(source(link), (key, put) -> put.target().equals(link.target()) ? null : put);
        removedLinks.add(link);
    }

    private static Parked.Key source(StoredLink link) {
        return new Parked.Key(link.flow(), Side.SOURCE, link.source());
    }

    /** Parks a record, in place of how it was parked before. */
    public void park(Parked record) {
        unparked.remove(record.key());
        parked.put(record.key(), record);
    }

    /** Tells whether this commit parks a record. */
    public boolean parks(Parked.Key key) {
        return parked.containsKey(key);
    }

    /** Takes a record out of the parking. */
    public void unpark(Parked.Key key) {
        parked.remove(key);
        unparked.add(key);
    }

    /** Stores the last verdict about a record. */
    public void put(StoredVerdict verdict) {
        forgotten.remove(verdict.key());
        verdicts.put(verdict.key(), verdict);
    }

    /** Forgets the last verdict about a record: it no longer holds. */
    public void forget(Parked.Key key) {
        verdicts.remove(key);
        forgotten.add(key);
    }

    /** Moves a feed on. */
    public void move(String feed, FeedPosition position) {
        positions.put(feed, position);
    }

    /** Remembers when a flow was activated. */
    public void activate(String flow, Instant at) {
        activations.put(flow, at);
    }

    /** Counts what changes besides the positions of feeds and what expires. */
    public int changes() {
        return announced.size()
                + closedIntents.size()
                + boundClaims.size()
                + releasedClaims.size()
                + links.size()
                + removedLinks.size()
                + parked.size()
                + unparked.size()
                + verdicts.size()
                + forgotten.size()
                + aliases.size()
                + woken.size()
                + released.size()
                + decisions.size()
                + counts.size()
                + approvals.size()
                + hints.size()
                + takenHints.size()
                + journal.size()
                + settled.size()
                + discarded.size()
                + (plan == null ? 0 : 1)
                + activations.size();
    }

    /** Tells whether there is nothing to store. */
    public boolean isEmpty() {
        return changes() == 0 && positions.isEmpty() && journalExpiry == null;
    }

    /** Returns whose commit it is. */
    public IntegrationId integration() {
        return integration;
    }

    /** Returns the announced intents. */
    public List<Intent> announced() {
        return announced;
    }

    /** Returns the closed intents' ids, and what each claims. */
    public Map<String, List<ClaimKey>> closedIntents() {
        return closedIntents;
    }

    /** Returns the claims whose records are known now. */
    public Map<ClaimKey, RecordRef> boundClaims() {
        return boundClaims;
    }

    /** Returns the claims that are given up; before others are announced. */
    public Set<ClaimKey> releasedClaims() {
        return releasedClaims;
    }

    /** Returns the links to store. */
    public List<StoredLink> links() {
        return List.copyOf(links.values());
    }

    /** Returns the links to remove; removed before others are stored. */
    public List<StoredLink> removedLinks() {
        return removedLinks;
    }

    /** Returns the records to park. */
    public List<Parked> parked() {
        return List.copyOf(parked.values());
    }

    /** Returns the records to take out of the parking. */
    public Set<Parked.Key> unparked() {
        return unparked;
    }

    /** Returns the verdicts to store. */
    public List<StoredVerdict> verdicts() {
        return List.copyOf(verdicts.values());
    }

    /** Returns the records whose verdicts are forgotten. */
    public Set<Parked.Key> forgotten() {
        return forgotten;
    }

    /** Returns the moment before which claims and counts are given up; null leaves all. */
    public @Nullable Instant expireBefore() {
        return expireBefore;
    }

    /** Returns the writes to put into the journal; before others are settled, discarded and expired. */
    public List<StoredWrite> journal() {
        return journal;
    }

    /** Returns the intents whose entries in the journal are settled, and how. */
    public Map<String, Settling> settled() {
        return settled;
    }

    /** Returns the intents whose entries in the journal are taken out, unless they are settled. */
    public Set<String> discarded() {
        return discarded;
    }

    /** Returns which old entries of the journal are taken out; empty when none are. */
    public Optional<Expiry> journalExpiry() {
        return Optional.ofNullable(journalExpiry);
    }

    /**
     * What a journalled write came to.
     *
     * @param written the record that was written
     * @param created whether it was created
     */
    public record Settling(RecordRef written, boolean created) {}

    /**
     * Which entries of the journal are taken out.
     *
     * @param before those of passes that began before this moment
     * @param most so many at most, the oldest
     */
    public record Expiry(Instant before, int most) {}

    /** Returns what merged-away records are now. */
    public Map<Parked.Key, RecordRef> aliases() {
        return aliases;
    }

    /** Returns which parked records become due, and when; before others are parked. */
    public Map<Wake, Instant> woken() {
        return woken;
    }

    /** Returns the flows whose quarantined records become due, and when; before others are parked. */
    public Map<String, Instant> released() {
        return released;
    }

    /** Returns the decisions to store. */
    public List<StoredDecision> decisions() {
        return decisions;
    }

    /** Returns what flows did, one count a flow, verb and moment. */
    public List<VerbCount> counts() {
        return counts.entrySet().stream()
                .map(entry -> new VerbCount(
                        entry.getKey().flow(),
                        entry.getKey().verb(),
                        entry.getKey().at(),
                        entry.getValue()))
                .toList();
    }

    /** Returns the approvals to store. */
    public List<Approval> approvals() {
        return approvals;
    }

    /** Returns which plan the integration runs by; empty when that stays. */
    public Optional<StoredPlan> plan() {
        return Optional.ofNullable(plan);
    }

    /** Returns the hints to store, with the moment at which they were said. */
    public Map<HintKey, Instant> hints() {
        return hints;
    }

    /** Returns the hints to take out. */
    public List<StoredHint> takenHints() {
        return takenHints;
    }

    /**
     * Names a hint.
     *
     * @param feed which system's records
     * @param ref the record
     */
    public record HintKey(String feed, RecordRef ref) {}

    /**
     * Names the records of a flow that are parked with a code.
     *
     * @param flow the flow
     * @param code the code they are parked with
     */
    public record Wake(String flow, String code) {}

    /** Returns the feeds' positions. */
    public Map<String, FeedPosition> positions() {
        return positions;
    }

    /** Returns the flows' activations. */
    public Map<String, Instant> activations() {
        return activations;
    }
}
