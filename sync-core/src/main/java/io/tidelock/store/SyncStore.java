package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what must outlive a pass, for any number of integrations, each apart from the others.
 *
 * <p>Thread-safe. What a commit stored, every later call shows, also after a crash.
 */
public interface SyncStore {

    /**
     * Returns what is known about some records of a flow, links in every state included. A link that shares its target stands
     * under its source only.
     */
    StoreSnapshot load(StoreRequest request);

    /**
     * Returns parked records that are due: waiting for their turn or by schedule, or waiting for a parent that is linked
     * by now, itself or as what it was merged into. Oldest first; of one age the source's before the target's, then by id as text.
     *
     * @param max the most to return
     */
    List<Parked> due(IntegrationId integration, String flow, Instant now, int max);

    /**
     * Returns when the first parked record of a flow becomes due by itself, waiting for its turn or by schedule; in the past if
     * one is due already, empty when none will be.
     */
    Optional<Instant> nextDue(IntegrationId integration, String flow);

    /**
     * Returns parked records of a flow, due or not, oldest first.
     *
     * @param max the most to return
     */
    List<Parked> parked(IntegrationId integration, String flow, int max);

    /**
     * Returns parked records of a flow with a code, due or not, oldest first.
     *
     * @param max the most to return
     */
    List<Parked> parked(IntegrationId integration, String flow, String code, int max);

    /** Counts the parked records of a flow by the code they are parked with. */
    Map<String, Integer> countParked(IntegrationId integration, String flow);

    /** Counts the verdicts about records of one side of a flow by their code. */
    Map<String, Integer> countVerdicts(IntegrationId integration, String flow, Side side);

    /**
     * Returns the verdicts about records of a flow with a code, oldest first; of one age the source's before the target's, then by
     * id as text.
     *
     * @param max the most to return
     */
    List<StoredVerdict> verdicts(IntegrationId integration, String flow, String code, int max);

    /** Returns the intents of a flow whose outcome is not known, oldest first; of one age by id. */
    List<Intent> openIntents(IntegrationId integration, String flow);

    /** Returns how far a feed was read; empty when it never was. */
    Optional<FeedPosition> position(IntegrationId integration, String feed);

    /**
     * Returns links of a flow, in every state, in an order of the store's own that stays the same: for a walk over all of them.
     *
     * @param after the source record of the last link of the page before; null for the first page
     * @param max the most to return; fewer are the last
     */
    List<StoredLink> links(IntegrationId integration, String flow, @Nullable RecordRef after, int max);

    /**
     * Returns the links of whole source records and of their parts, in every state; a record without any is missing.
     */
    Map<RecordRef, List<StoredLink>> parts(IntegrationId integration, String flow, Collection<RecordRef> wholes);

    /** Counts the live links of a flow by the key that their fingerprints are made with. */
    Map<Integer, Long> countLinks(IntegrationId integration, String flow);

    /** Counts the live links that share some target records of a flow; a record that none shares is missing. */
    Map<RecordRef, Integer> countSharing(IntegrationId integration, String flow, Collection<RecordRef> targets);

    /** Returns what a flow did at or after a moment, at most a day ago; a verb it did not use is missing. */
    Map<Verb, Integer> counted(IntegrationId integration, String flow, Instant since);

    /** Returns the approvals of a flow, also those that ended. */
    List<Approval> approvals(IntegrationId integration, String flow);

    /** Returns the decisions of a name about some source records; a record without one is missing. */
    Map<RecordRef, StoredDecision> decisions(IntegrationId integration, String decision, Collection<RecordRef> sources);

    /** Returns which plan an integration runs by; empty before its first pass. */
    Optional<StoredPlan> plan(IntegrationId integration);

    /**
     * Returns hints that nobody looked at yet, those first that were said longest ago.
     *
     * @param max the most to return
     */
    List<StoredHint> hints(IntegrationId integration, int max);

    /** Returns the hint about one record, unless somebody looked at it; empty if nobody said anything. */
    Optional<StoredHint> hint(IntegrationId integration, String feed, RecordRef ref);

    /** Counts the hints that nobody looked at yet. */
    int countHints(IntegrationId integration);

    /** Returns when a flow was activated; empty when it never was. */
    Optional<Instant> activatedAt(IntegrationId integration, String flow);

    /** Returns entries of the journal, settled or not. */
    List<StoredWrite> journal(JournalRequest request);

    /**
     * Stores a commit, all of it or nothing.
     *
     * <p>In this order: claims are bound, intents closed, claims given up, links removed, links put, aliases put, records
     * woken, released, unparked and parked, verdicts forgotten and put, decisions, counts, approvals and the plan put, hints taken and
     * put, positions moved, entries of the journal put, settled, discarded and expired, intents announced.
     *
     * @return the ids of the announced intents that were refused because they are open already, or because another intent
     *     holds one of their claims, or an earlier one of this commit does; nothing of theirs was stored, the rest of the
     *     commit was
     * @throws IllegalStateException if a link's target record is already linked in its flow, unless both links share it
     */
    Set<String> commit(StoreCommit commit);
}
