package io.tidelock.engine;

import io.tidelock.answers.Answers;
import io.tidelock.connector.Connector;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Finding;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.PlanLint;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of one integration equal.
 *
 * <p>Does its work on the caller's thread, one pass at a time: calls from several threads wait for each other. Starts no
 * threads, reads no environment, keeps nothing between passes but what is in the store.
 */
public interface SyncEngine extends Answers {

    /** How many parked records are returned at most. */
    int MOST_PARKED = 1_000;

    /** Starts an engine. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Makes one pass over what is due by the flows' schedules; {@link SyncReport#nextDue} says when to come again.
     *
     * @return what was done; failures of a system are in {@link SyncReport#interruptions()}, never thrown
     * @throws ConfigurationException if the plan or the fingerprint key is not the one that the store knows; see {@code
     *     docs/operating.md}
     * @throws OutdatedPlanException if the integration already runs by a newer revision of the plan
     * @throws io.tidelock.store.StoreUnavailableException if the store cannot be asked or written now; come again later, what is
     *     half done is made up for
     */
    SyncReport run();

    /** Makes one pass over everything, due or not; else like {@link #run()}. */
    SyncReport runNow();

    /**
     * Has the pass under way end with the page it is at, and returns at once. For good: a pass that is begun later does
     * nothing but say that there is more. What is left is durable and the next engine's. From any thread.
     */
    void stop();

    /** Returns the call that the pass under way waits for just now; empty when there is none. From any thread. */
    Optional<CallUnderWay> calling();

    /**
     * Has the next passes show everything the flow's source holds, also what was created before activation. Slow by
     * design: it yields to live changes. Goes on after a restart; starting it again begins anew.
     */
    default void backfill(String flow) {
        backfill(flow, Instant.EPOCH);
    }

    /**
     * Has the next passes show what the flow's source holds and was created or changed at or after a moment; else like {@link
     * #backfill(String)}.
     *
     * @param since on the source system's clock
     */
    void backfill(String flow, Instant since);

    /**
     * Has the next passes take those records of the flow's source that a filter selects; else like {@link
     * #backfill(String)}. What is gone or merged shows nothing to select by, and is taken as ever. The name and version of the
     * filter are stored; what it decides is not: an engine that was not given the same leaves the backfill where it is, and
     * says so as an interruption ({@code FILTER_UNKNOWN}, {@code FILTER_CHANGED}). One that fails for a record stays before
     * its page ({@code FILTER_FAILED}).
     *
     * @param filter the name of a {@link Builder#backfillFilter}
     * @throws IllegalArgumentException if this engine was not given it
     */
    default void backfill(String flow, String filter) {
        backfill(flow, Instant.EPOCH, filter);
    }

    /** Backfills by a filter what was created or changed since a moment; else like {@link #backfill(String, String)}. */
    void backfill(String flow, Instant since, String filter);

    /**
     * Has the next passes read records of the flow's source and take them, whatever a window, or the moment of activation,
     * says of them. Each stands by itself in the store until a pass came to it (parked as {@code BACKFILL}); what is parked
     * already keeps its time. Leaves a backfill that is under way alone. Makes no call.
     *
     * @param sources any number of them
     * @throws IllegalArgumentException if one is not of the source's type; nothing is stored then
     */
    void backfill(String flow, List<RecordRef> sources);

    /**
     * Ends the backfills of a flow after the page they are at, and forgets the records that no pass has come to yet; what was
     * taken stays. Nothing happens if none is under way.
     */
    void stopBackfill(String flow);

    /**
     * Has the next passes read every linked pair of a flow again and compare both sides by what they hold: finds what no
     * change feed showed, deletions included. Slow by design: it yields to live changes. Goes on after a restart.
     */
    void reconcile(String flow);

    /**
     * Has the next pass read a record again and take it through the loop, whatever became of it before. Where nobody knows
     * whether its counterpart was created, this says that a person has looked: it is matched, and created if nothing
     * matches.
     */
    void resync(String flow, Side side, RecordRef ref);

    /**
     * Returns the records of a flow that were seen and are not settled, and why, oldest first; at most {@link #MOST_PARKED}.
     */
    List<Parked> parked(String flow);

    /** Returns how the brakes of a flow stand, in the order of {@link Verb}; what nothing holds back is missing. */
    List<BrakeStatus> brakes(String flow);

    /**
     * Lets a flow do something more often than its brake allows, for the next 24 hours; in place of what was approved before.
     * It approves an amount and no list: the records that were held back are read again and decided anew.
     *
     * @param ceiling how often within a rolling day, all told: what was done already counts
     * @throws IllegalArgumentException if the flow has no brake on that, or the ceiling is below 1
     */
    void approve(String flow, Verb verb, int ceiling);

    /**
     * Says no to what a brake of a flow holds back, and ends an approval: the held records are left alone until they are edited,
     * the plan is revised, or somebody asks for them.
     *
     * @return how many records that were
     * @throws IllegalArgumentException if the flow has no brake on that
     */
    int reject(String flow, Verb verb);

    /**
     * Counts the linked pairs by the fingerprint key that they are remembered under: the current key first, then the former
     * ones that this engine was given, and any that it was not.
     */
    List<KeyUse> keys();

    /**
     * Returns what {@link PlanLint} warns of about the plan: it runs so, though maybe not as somebody thinks. Nothing is logged,
     * since an engine is built again and again.
     */
    List<Finding> warnings();

    /**
     * Compares what the CRM has with what the plan needs: properties, groups, pipelines and stages. A pass does so by itself
     * ({@link Builder#checksSchemaEvery}) and tells in {@link SyncReport#drift()}.
     *
     * @return every difference; empty when all is well, or when the CRM cannot be asked
     * @throws ConnectorException what to do about the CRM's failure
     */
    List<SchemaDifference> checkSchema();

    /**
     * Creates the properties, groups, pipelines and stages that the plan needs and the CRM lacks; changes nothing else.
     *
     * @return the differences that remain
     * @throws ConnectorException what to do about the CRM's failure
     */
    List<SchemaDifference> provisionSchema();

    /**
     * Collects what an engine needs. Required: integration, plan, both connectors, store, fingerprint key. Defaults: the
     * system's UTC clock, random ids, no listener. Not thread-safe.
     */
    final class Builder {
        final Map<Party, Connector> connectors = new EnumMap<>(Party.class);

        @Nullable
        IntegrationId integration;

        @Nullable
        Plan plan;

        @Nullable
        SyncStore store;

        byte @Nullable [] fingerprintKey;
        final List<byte[]> formerFingerprintKeys = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        Supplier<UUID> ids = UUID::randomUUID;
        SyncListener listener = new SyncListener() {};
        Optional<Duration> passLasts = Optional.empty();
        Duration checksSchemaEvery = Duration.ofHours(1);
        Assurances assurances = new Assurances();
        Lease lease = Lease.forEver();
        Optional<Journal> journal = Optional.empty();
        final List<Condition> backfillFilters = new ArrayList<>();

        private Builder() {}

        /** Names the integration; every stored row carries it. */
        public Builder integration(String id) {
            this.integration = IntegrationId.of(id);
            return this;
        }

        /** Names the integration and sets its plan and both of its systems. */
        public Builder integration(Integration whole) {
            this.integration = whole.id();
            return plan(whole.plan()).business(whole.business()).crm(whole.crm());
        }

        /** Sets what is kept equal. */
        public Builder plan(Plan what) {
            this.plan = what;
            return this;
        }

        /** Sets the business system. */
        public Builder business(Connector connector) {
            connectors.put(Party.BUSINESS, connector);
            return this;
        }

        /** Sets the CRM. */
        public Builder crm(Connector connector) {
            connectors.put(Party.CRM, connector);
            return this;
        }

        /** Sets where links, bases and cursors are kept. */
        public Builder store(SyncStore where) {
            this.store = where;
            return this;
        }

        /**
         * Sets the secret under which values are fingerprinted. A pass with another one than before is refused, unless the
         * one before is given as a {@link #formerFingerprintKey}.
         *
         * @param secret at least 16 bytes, from a random source, kept by the host
         */
        public Builder fingerprintKey(byte[] secret) {
            this.fingerprintKey = secret.clone();
            return this;
        }

        /**
         * Adds a secret under which values were fingerprinted before. What is stored under it is recognised, and is taken
         * over to the current one by the next passes; once {@link SyncEngine#keys()} shows that no pair uses it any more, it
         * may be left out.
         */
        public Builder formerFingerprintKey(byte[] secret) {
            formerFingerprintKeys.add(secret.clone());
            return this;
        }

        /** Sets the clock. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** Sets where ids of intents come from. */
        public Builder ids(Supplier<UUID> source) {
            this.ids = source;
            return this;
        }

        /** Sets who hears what passes do. */
        public Builder listener(SyncListener hearer) {
            this.listener = hearer;
            return this;
        }

        /**
         * Sets how long what was found of the CRM's properties and pipelines counts, an hour unless said otherwise. What is
         * lacking is looked for again in every pass.
         *
         * @param length not negative; zero looks in every pass
         */
        public Builder checksSchemaEvery(Duration length) {
            this.checksSchemaEvery = length;
            return this;
        }

        /**
         * Has a pass that lasts so long end with the page it is at; each step that is due takes a page all the same. What is
         * left is the next pass's, right away. Without it a pass goes on until everything is done. A flow's limit counts
         * for each of the passes.
         */
        public Builder passLasts(Duration most) {
            this.passLasts = Optional.of(most);
            return this;
        }

        /**
         * Sets the right to run the integration, where several processes could; needs a store that refuses what is committed
         * after it was lost. Without one the host sees to it that only one engine of an integration runs at a time.
         */
        public Builder lease(Lease right) {
            this.lease = right;
            return this;
        }

        /**
         * Keeps a journal of what is written, encrypted, so that it can be undone. Off unless asked for. Where a written record
         * was not read, it is read before the write: a bulk read for 100 of them.
         */
        public Builder journal(Journal kept) {
            this.journal = Optional.of(kept);
            return this;
        }

        /**
         * Adds a filter that backfills can name. It sees source records as the source shows them, in the fields that the flow
         * reads; what an enrichment adds may be missing. No part of the plan.
         */
        public Builder backfillFilter(Condition filter) {
            backfillFilters.add(filter);
            return this;
        }

        /** Keeps what the engine makes sure of for the next engine of the same integration. */
        public Builder assurances(Assurances ofTheIntegration) {
            this.assurances = ofTheIntegration;
            return this;
        }

        /**
         * Builds the engine. Makes no call.
         *
         * @throws ConfigurationException with everything that does not fit together
         */
        public SyncEngine build() {
            return TideEngine.of(this);
        }
    }
}
