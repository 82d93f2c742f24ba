package io.tidelock.engine;

import io.tidelock.answers.Status.PlanState;
import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.engine.WalkPosition.Purpose;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredPlan;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets a pass begin only by the plan that the integration runs by and under the key that it knows, or by newer ones, whose way
 * to the pairs that are linked already then begins. Not thread-safe.
 */
final class PlanGate {

    private final IntegrationId integration;
    private final Plan plan;
    private final SyncStore store;
    private final Clock clock;
    private final Keyring keys;
    private final StoredPlan mine;
    private final Assurances assurances;
    private final Assurances.Terms terms;

    PlanGate(EngineParts parts, Keyring keys, Assurances.Terms terms) {
        this(parts, keys, terms, parts.assurances());
    }

    private PlanGate(EngineParts parts, Keyring keys, Assurances.Terms terms, Assurances assurances) {
        this.integration = parts.integration();
        this.plan = parts.plan();
        this.store = parts.store();
        this.clock = parts.clock();
        this.keys = keys;
        this.assurances = assurances;
        this.terms = terms;
        this.mine = terms.plan();
    }

    /**
     * Enters.
     *
     * @throws ConfigurationException if the plan says something else than the same revision said before, or a key is missing
     * @throws OutdatedPlanException if there is a newer revision
     */
    void enter() {
        Optional<StoredPlan> stored = store.plan(integration);
        stored.ifPresent(this::requireNotOutdated);
        List<Problem> problems = new ArrayList<>();
        stored.ifPresent(before -> check(before, problems));
        if (!assurances.ofLinks(terms) && problems.isEmpty()) {
            checkLinks(problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        assurances.linksAreKnown(terms);
        if (!stored.equals(Optional.of(mine))) {
            begin(stored.map(this::purposes).orElse(Set.of()));
        }
    }

    /** Returns this gate as one pass goes through it. */
    PlanGate of(EngineParts passing) {
        return new PlanGate(passing, keys, terms, assurances);
    }

    /** Returns a gate to a rehearsal of the same plan, which makes sure of nothing for others. */
    PlanGate over(EngineParts rehearsal) {
        return new PlanGate(rehearsal, keys, terms, new Assurances());
    }

    /** Returns this engine's plan and key, as a store knows them. */
    StoredPlan plan() {
        return mine;
    }

    /** Says how this engine's plan stands to the one the integration runs by. */
    PlanState state() {
        Optional<StoredPlan> stored = store.plan(integration);
        if (stored.isEmpty()) {
            return PlanState.NEW;
        }
        int newer = Integer.compare(mine.revision(), stored.get().revision());
        if (newer != 0) {
            return newer > 0 ? PlanState.RAISED : PlanState.OUTDATED;
        }
        return mine.fingerprint().equals(stored.get().fingerprint()) ? PlanState.CURRENT : PlanState.CONTRADICTED;
    }

    private void requireNotOutdated(StoredPlan stored) {
        if (stored.revision() > mine.revision()) {
            throw new OutdatedPlanException("Integration " + integration + " runs by revision " + stored.revision()
                    + " of plan " + plan.name() + ", this engine has revision " + mine.revision()
                    + "; update this node, or leave the integration to the others");
        }
    }

    private void check(StoredPlan stored, List<Problem> problems) {
        if (stored.revision() == mine.revision() && !stored.fingerprint().equals(mine.fingerprint())) {
            problems.add(new Problem(
                    "plan " + plan.name() + " of integration " + integration,
                    "it says something else than when the integration last ran by its revision " + mine.revision(),
                    "Raise revision(…) with every change of the plan, or take the change back"));
        }
        if (!keys.ids().contains(stored.keyId())) {
            problems.add(new Problem(
                    "fingerprint key of integration " + integration,
                    "it is key " + mine.keyId() + ", and the integration last ran under key " + stored.keyId(),
                    "Give that key as fingerprintKey(…), or as formerFingerprintKey(…) to change to the new one"));
        }
    }

    private void checkLinks(List<Problem> problems) {
        countLinks().forEach((key, links) -> {
            if (!keys.ids().contains(key)) {
                problems.add(new Problem(
                        "fingerprint key of integration " + integration,
                        links + " linked pairs are still remembered under key " + key,
                        "Give that key as formerFingerprintKey(…) until keys() shows that no pair uses it"));
            }
        });
    }

    /** Counts the linked pairs by key; those that never settled need none. */
    Map<Integer, Long> countLinks() {
        Map<Integer, Long> all = new TreeMap<>();
        for (Flow flow : plan.flows()) {
            store.countLinks(integration, flow.id()).forEach((key, links) -> all.merge(key, links, Long::sum));
        }
        all.remove(0);
        return all;
    }

    private Set<Purpose> purposes(StoredPlan stored) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        if (!stored.fingerprint().equals(mine.fingerprint())) {
            purposes.add(Purpose.NEW_PLAN);
        }
        if (stored.keyId() != mine.keyId()) {
            purposes.add(Purpose.NEW_KEY);
        }
        return purposes;
    }

    /** What begins with a plan is stored with it: nothing of it is lost if the process dies here. */
    private void begin(Set<Purpose> purposes) {
        Instant now = clock.instant();
        StoreCommit commit = new StoreCommit(integration);
        commit.put(mine);
        for (Flow flow : plan.flows()) {
            if (!purposes.isEmpty()) {
                LinkWalk.start(flow, purposes, store, commit);
            }
            if (purposes.contains(Purpose.NEW_PLAN)) {
                commit.release(flow.id(), now);
            }
        }
        store.commit(commit);
    }
}
