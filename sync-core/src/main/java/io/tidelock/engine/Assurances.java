package io.tidelock.engine;

import io.tidelock.connector.SchemaDifference;
import io.tidelock.mapping.Plan;
import io.tidelock.record.AccountId;
import io.tidelock.store.StoredPlan;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has made sure of once, kept for the next engine of the same integration: that its plan has no errors, that no
 * linked pair needs a key that was not given, and, a short while ago, that the CRM has what the plan needs. Whoever builds an engine for every pass
 * hands the same one to each ({@link SyncEngine.Builder#assurances}) and saves a question to the store and a call to the CRM.
 *
 * <p>Counts for one plan, one set of keys and one CRM account: with another one they are made sure of again. Thread-safe,
 * small, and of one integration.
 */
public final class Assurances {

    /** A host has few plans; one that makes a plan for each tenant has them looked at again now and then. */
    private static final int MOST_PLANS = 1_000;

    private volatile @Nullable Terms links;
    private volatile @Nullable Seen schema;
    private final Set<String> soundPlans;

    /** Starts with nothing made sure of. */
    public Assurances() {
        this(ConcurrentHashMap.newKeySet());
    }

    private Assurances(Set<String> soundPlans) {
        this.soundPlans = soundPlans;
    }

    /**
     * Returns what another integration starts with: that a plan has no errors, which both may have, need not be made sure of
     * again, everything else has to be.
     */
    public Assurances ofThePlan() {
        return new Assurances(soundPlans);
    }

    /** What an assurance holds for. */
    record Terms(StoredPlan plan, Set<Integer> keys, AccountId crm) {}

    boolean ofPlan(Plan plan) {
        return soundPlans.contains(plan.fingerprint());
    }

    void planIsSound(Plan plan) {
        if (soundPlans.size() >= MOST_PLANS) {
            soundPlans.clear();
        }
        soundPlans.add(plan.fingerprint());
    }

    boolean ofLinks(Terms terms) {
        return terms.equals(links);
    }

    void linksAreKnown(Terms terms) {
        links = terms;
    }

    private record Seen(Terms terms, Instant at, List<SchemaDifference> drift) {}

    boolean ofSchema(Terms terms, Instant after) {
        Seen seen = schema;
        return seen != null && seen.terms.equals(terms) && seen.at.isAfter(after);
    }

    boolean everOfSchema(Terms terms) {
        Seen seen = schema;
        return seen != null && seen.terms.equals(terms);
    }

    List<SchemaDifference> drift(Terms terms) {
        Seen seen = schema;
        return seen != null && seen.terms.equals(terms) ? seen.drift : List.of();
    }

    void schemaIsThere(Terms terms, Instant at, List<SchemaDifference> drift) {
        schema = new Seen(terms, at, List.copyOf(drift));
    }

    void schemaIsLacking() {
        schema = null;
    }
}
