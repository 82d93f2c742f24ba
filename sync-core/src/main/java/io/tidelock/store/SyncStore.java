package io.tidelock.store;

import io.tidelock.record.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what must outlive a pass, for any number of integrations, each apart from the others.
 *
 * <p>Thread-safe. What a commit stored, every later call shows, also after a crash.
 */
public interface SyncStore {

    /** Returns what is known about some records of a flow, links in every state included. */
    StoreSnapshot load(StoreRequest request);

    /**
     * Returns parked records that are due: waiting for their turn or by schedule, or waiting for a parent that is linked
     * by now. Oldest first; of one age the source's before the target's, then by id as text.
     *
     * @param max the most to return
     */
    List<Parked> due(IntegrationId integration, String flow, Instant now, int max);

    /**
     * Returns parked records of a flow, due or not, oldest first.
     *
     * @param max the most to return
     */
    List<Parked> parked(IntegrationId integration, String flow, int max);

    /** Returns the intents of a flow whose outcome is not known, oldest first; of one age by id. */
    List<Intent> openIntents(IntegrationId integration, String flow);

    /** Returns how far a feed was read; empty when it never was. */
    Optional<FeedPosition> position(IntegrationId integration, String feed);

    /** Returns when a flow was activated; empty when it never was. */
    Optional<Instant> activatedAt(IntegrationId integration, String flow);

    /**
     * Stores a commit, all of it or nothing.
     *
     * <p>In this order: claims are bound, intents closed, claims given up, links removed, links put, records unparked and
     * parked, verdicts forgotten and put, positions moved, intents announced.
     *
     * @return the ids of the announced intents that were refused because they are open already, or because another intent
     *     holds one of their claims, or an earlier one of this commit does; nothing of theirs was stored, the rest of the
     *     commit was
     * @throws IllegalStateException if a link's target record is already linked in its flow
     */
    Set<String> commit(StoreCommit commit);
}
