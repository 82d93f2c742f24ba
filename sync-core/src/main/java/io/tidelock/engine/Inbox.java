package io.tidelock.engine;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.mapping.Party;
import io.tidelock.record.AccountId;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreCommit.HintKey;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps hints, that a record may have changed, until a pass has looked at them: what vendors post ({@link #receiver}), and what
 * a host knows by other ways ({@link #hint}). A hint is a record's name and nothing else; one record's are one hint however
 * often it is named. The next pass reads the records; values come from there.
 *
 * <p>Accepted means durable. What cannot be kept now, because the store is away or the inbox full, is answered so that the sender
 * repeats it. One inbox serves any number of integrations, receivers and threads; each node may have its own on the common
 * store.
 */
public final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final SyncStore store;
    private final int capacity;
    private final Clock clock;
    private final Consumer<IntegrationId> wake;
    private final Map<IntegrationId, InboxRoom> rooms = new ConcurrentHashMap<>();

    private Inbox(SyncStore store, Builder builder) {
        this.store = store;
        this.capacity = builder.capacity;
        this.clock = builder.clock;
        this.wake = builder.wake;
    }

    /** Starts an inbox. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what takes an app's webhooks into this inbox.
     *
     * @param decoder verifies and reads the requests
     * @param routes the host's, called by several threads: returns the integrations that are connected to an account; none, never
     *     null, for one that nobody knows (any more). Its failure asks the sender to repeat
     */
    public WebhookReceiver receiver(WebhookDecoder decoder, Function<AccountId, List<WebhookRoute>> routes) {
        return new WebhookReceiver(this, decoder, routes);
    }

    /**
     * Takes hints that did not come as a webhook: from a queue, a batch, the host's own application. Never throws for what the
     * store does.
     *
     * @param party which of the integration's systems has the records
     * @param refs the records; all are kept in one go, or none
     */
    public InboxResponse hint(IntegrationId integration, Party party, Collection<RecordRef> refs) {
        Said said = new Said();
        refs.forEach(ref -> said.add(new WebhookRoute(integration, party), ref));
        return keep(said, 0, 0);
    }

    Instant now() {
        return clock.instant();
    }

    /** Keeps hints, in one commit for each integration; what one has no room for does not concern the others. */
    InboxResponse keep(Said said, int unrouted, int ignored) {
        int stored = 0;
        boolean full = false;
        for (Map.Entry<IntegrationId, Set<HintKey>> part : said.parts.entrySet()) {
            try {
                boolean kept = keep(part.getKey(), part.getValue());
                stored += kept ? part.getValue().size() : 0;
                full |= !kept;
            } catch (RuntimeException away) { // the store's, whatever it is built on
                LOG.warn("The inbox could not store hints: {}", away.getClass().getName());
                return InboxResponse.later("STORE_UNAVAILABLE", stored);
            }
        }
        return full ? InboxResponse.later("INBOX_FULL", stored) : InboxResponse.accepted(stored, unrouted, ignored);
    }

    private boolean keep(IntegrationId integration, Set<HintKey> hints) {
        Instant now = clock.instant();
        InboxRoom room = rooms.computeIfAbsent(integration, id -> new InboxRoom(capacity));
        if (!room.take(hints.size(), now, () -> store.countHints(integration))) {
            return false;
        }
        StoreCommit commit = new StoreCommit(integration);
        hints.forEach(hint -> commit.hint(hint.feed(), hint.ref(), now));
        store.commit(commit);
        wake(integration);
        return true;
    }

    /** What is durable stays so, whoever fails to hear of it. */
    private void wake(IntegrationId integration) {
        try {
            wake.accept(integration);
        } catch (RuntimeException broken) { // the host's code
            LOG.warn("Whoever hears of hints failed with {}", broken.getClass().getName());
        }
    }

    /** Collects which records of which integration are hinted at. */
    static final class Said {
        private final Map<IntegrationId, Set<HintKey>> parts = new LinkedHashMap<>();

        void add(WebhookRoute route, RecordRef ref) {
            parts.computeIfAbsent(route.integration(), id -> new LinkedHashSet<>())
                    .add(new HintKey(Feeds.key(route.party(), ref.type()), ref.whole()));
        }
    }

    /** Collects what an inbox needs: a store. Not thread-safe. */
    public static final class Builder {
        private @Nullable SyncStore store;
        private int capacity = 100_000;
        private Clock clock = Clock.systemUTC();
        private Consumer<IntegrationId> wake = integration -> {};

        private Builder() {}

        /** Sets where hints are kept: the store of the engines that look at them. Required. */
        public Builder store(SyncStore where) {
            this.store = where;
            return this;
        }

        /**
         * Sets how many hints of one integration may wait; by default 100,000. When that many do, more are pushed back. They
         * are counted once for every 1,000 let in, and a request that finds room is let in whole; so there may be 1,000 more,
         * and a request's, for each node that receives.
         *
         * @param hints at least 1
         */
        public Builder capacity(int hints) {
            this.capacity = hints;
            return this;
        }

        /** Sets the clock that requests are received by; by default the system's. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /**
         * Sets who hears that an integration has durable hints, so that it is run at once: called on the receiving thread
         * before the answer, so it only notes it. Without, they wait for the next pass.
         */
        public Builder onHints(Consumer<IntegrationId> hearer) {
            this.wake = hearer;
            return this;
        }

        /**
         * Builds the inbox.
         *
         * @throws IllegalStateException if there is no store, or the capacity is below 1
         */
        public Inbox build() {
            if (store == null) {
                throw new IllegalStateException("The inbox needs a store: the one that the engines use");
            }
            if (capacity < 1) {
                throw new IllegalStateException("The inbox's capacity is " + capacity + ": it is at least 1");
            }
            return new Inbox(store, this);
        }
    }
}
