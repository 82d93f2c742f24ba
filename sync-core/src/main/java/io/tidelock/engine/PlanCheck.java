package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.engine.ConfigurationException.Problem;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Finding;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.PlanLint;
import io.tidelock.mapping.Sweep;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything that does not fit together, at once, before the first call is made. */
final class PlanCheck {

    private static final int LEAST_KEY_BYTES = 16;

    private final SyncEngine.Builder builder;
    private final List<Problem> problems = new ArrayList<>();

    PlanCheck(SyncEngine.Builder builder) {
        this.builder = builder;
    }

    void requireSound() {
        checkParts();
        Plan plan = builder.plan;
        if (plan != null) {
            checkPlan(plan);
            plan.flows().forEach(this::checkFlow);
            lint(plan);
            problems.addAll(DecisionCheck.of(plan, builder.connectors, this::isProvided));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** Not again for each of the engines that follow one another: converters are tried with many values. */
    private void lint(Plan plan) {
        if (!builder.assurances.ofPlan(plan)) {
            List<Finding> errors = PlanLint.of(plan).errors();
            errors.forEach(this::add);
            if (errors.isEmpty()) {
                builder.assurances.planIsSound(plan);
            }
        }
    }

    private void checkParts() {
        require(builder.integration, "integration", "Call integration(\"…\") with an id that stays");
        require(builder.plan, "plan", "Call plan(…)");
        require(builder.store, "store", "Call store(…), for first steps with new InMemoryStore()");
        require(builder.connectors.get(Party.BUSINESS), "business system", "Call business(…) with its connector");
        require(builder.connectors.get(Party.CRM), "CRM", "Call crm(…) with its connector");
        byte[] key = builder.fingerprintKey;
        if (key == null || key.length < LEAST_KEY_BYTES) {
            problem("fingerprint key", "it is missing or short", "Call fingerprintKey(…) with 16 random bytes or more");
        }
        checkFormerKeys(key);
        checkFilters();
        builder.passLasts
                .filter(length -> length.isZero() || length.isNegative())
                .ifPresent(none -> problem("length of a pass", "it is " + none, "Leave passLasts(…) out for no bound"));
    }

    private void checkFormerKeys(byte @Nullable [] key) {
        Set<Integer> ids = new HashSet<>();
        if (key != null) {
            ids.add(Fingerprinter.keyId(key));
        }
        for (byte[] former : builder.formerFingerprintKeys) {
            if (former.length < LEAST_KEY_BYTES) {
                problem("former fingerprint key", "it is short", "Give the 16 bytes or more that were in use before");
            } else if (!ids.add(Fingerprinter.keyId(former))) {
                problem("former fingerprint key", "it is given twice, or is the current one", "Give each key once");
            }
        }
    }

    private void checkFilters() {
        Set<String> names = new HashSet<>();
        for (Condition filter : builder.backfillFilters) {
            if (!names.add(filter.name())) {
                problem("backfill filter " + filter.name(), "another one has the same name", "Name each by itself");
            }
        }
    }

    private void require(@Nullable Object part, String name, String remedy) {
        if (part == null) {
            problem(name, "it is missing", remedy);
        }
    }

    private void checkPlan(Plan plan) {
        if (plan.flows().isEmpty()) {
            problem("plan " + plan.name(), "it has no flow", "Add one with flow(…)");
        }
        if (plan.revision() < 1) {
            problem("plan " + plan.name(), "its revision is below 1", "Start with 1 and raise it with every change");
        }
        Set<String> ids = new HashSet<>();
        Map<String, Integer> limits = new HashMap<>();
        for (Flow flow : plan.flows()) {
            if (!ids.add(flow.id())) {
                problem("flow " + flow.id(), "another flow has the same id", "Give each flow an id of its own");
            }
            flow.limit().ifPresent(limit -> {
                Integer before = limits.put(limit.name(), limit.records());
                if (limit.records() < 1) {
                    problem("flow " + flow.id(), "its limit is below 1", "Leave the limit out for none");
                } else if (before != null && before != limit.records()) {
                    problem("limit " + limit.name(), "two flows give it different sizes", "Share one PassLimit");
                }
            });
        }
    }

    private void checkFlow(Flow flow) {
        checkMappings(flow);
        checkRules(flow);
        checkSweep(flow);
        checkBrakes(flow);
        problems.addAll(ShapeCheck.of(flow));
        for (Side side : Side.values()) {
            Connector connector = builder.connectors.get(flow.party(side));
            if (connector != null) {
                checkSide(flow, side, connector);
            }
        }
    }

    private void checkSweep(Flow flow) {
        flow.sweep()
                .filter(sweep -> sweep.mostReads().orElse(Sweep.LEAST_READS) < Sweep.LEAST_READS)
                .ifPresent(sweep -> problem(
                        "flow " + flow.id(),
                        "a pass of its sweep may read too little to get on",
                        "Call atMostReads(" + Sweep.LEAST_READS + ") or more, or leave it out"));
    }

    private void checkMappings(Flow flow) {
        Set<String> ids = new HashSet<>();
        for (FieldMapping mapping : flow.mappings()) {
            if (!ids.add(mapping.id())) {
                problem(
                        "flow " + flow.id() + ", mapping " + mapping.id(),
                        "another mapping has the same id",
                        "Call named(…) to tell them apart");
            }
            problems.addAll(MappingCheck.of(Objects.requireNonNull(builder.plan), flow, mapping));
        }
        if (flow.mappings().isEmpty() && flow.idField().isEmpty()) {
            problem("flow " + flow.id(), "it maps no field", "Add mappings with map(…)");
        }
    }

    private void checkRules(Flow flow) {
        Set<String> ids = new HashSet<>();
        for (MatchRule rule : flow.matchRules()) {
            if (!ids.add(rule.id())) {
                problem("flow " + flow.id(), "two match rules look at " + rule.id(), "Keep one of them");
            }
        }
        problems.addAll(TriggerCheck.of(flow));
        problems.addAll(EnrichmentCheck.of(flow));
        if (flow.requestFlag().isPresent() && !flow.readsFrom(Side.TARGET)) {
            problem(
                    "flow " + flow.id(),
                    "a flag asks for a write to the source, and no mapping writes there",
                    "Call twoWay() or backwards() on mappings, or leave onRequest(…) out");
        }
    }

    private void checkSide(Flow flow, Side side, Connector connector) {
        RecordAccess access = connector.access(flow.type(side));
        String where = "flow " + flow.id();
        String what = connector.account().system() + " cannot ";
        String records = flow.type(side) + " records";
        if (access.reader().isEmpty()) {
            problem(where, what + "read " + records + " by id", "Use a connector that has a reader for them");
        }
        if (flow.follows(side) && access.feed().isEmpty()) {
            problem(where, what + "tell which " + records + " changed", "Use a connector with a feed, or map one way");
        }
        if (writesTo(flow, side) && access.writer().isEmpty()) {
            problem(where, what + "write " + records, "Use a connector with a writer, or turn the mappings around");
        }
        if (side == Side.TARGET
                && flow.requestFlag().isPresent()
                && access.flagged().isEmpty()) {
            problem(where, what + "list flagged " + records, "Leave onRequest(…) out, or use another connector");
        }
        checkLeaving(flow, side, access, what);
        if (side == Side.SOURCE) {
            problems.addAll(TriggerCheck.of(flow, access, connector.account().system()));
            problems.addAll(EnrichmentCheck.of(flow, connector));
        }
        checkAssociations(flow, side, access);
        checkLookups(flow, side, access, what);
    }

    private void checkLeaving(Flow flow, Side side, RecordAccess access, String what) {
        if (side == Side.TARGET && flow.whenSourceGone() == GonePolicy.REMOVE) {
            if (access.remover().isEmpty()) {
                problem(
                        "flow " + flow.id(),
                        what + "remove " + flow.type(side) + " records",
                        "Use a connector with a remover, or leave whenSourceGone(REMOVE) out");
            }
            if (!flow.readsFrom(Side.SOURCE)) {
                problem(
                        "flow " + flow.id(),
                        "it removes target records, and writes nothing there",
                        "Map fields to the target, or leave whenSourceGone(REMOVE) out");
            }
        }
    }

    private void checkBrakes(Flow flow) {
        for (Verb verb : Verb.values()) {
            flow.brake(verb)
                    .filter(brake -> brake.absolute() < 0 || brake.percent() < 0 || brake.percent() > 100)
                    .ifPresent(brake -> problem(
                            "flow " + flow.id() + ", brake on " + verb,
                            "its numbers are no count and no percentage",
                            "Give a count of 0 or more and 0 to 100 %, or call unbraked(" + verb + ")"));
        }
    }

    private static boolean writesTo(Flow flow, Side side) {
        return flow.readsFrom(side.other())
                || (side == Side.TARGET && flow.idField().isPresent());
    }

    private void checkAssociations(Flow flow, Side side, RecordAccess access) {
        for (FieldMapping mapping : flow.mappings()) {
            mapping.field(side)
                    .map(Field::name)
                    .flatMap(Association::of)
                    .map(Association::to)
                    .filter(to -> !access.associations().contains(to))
                    .ifPresent(to -> problem(
                            "flow " + flow.id() + ", mapping " + mapping.id(),
                            "the connector cannot associate " + flow.type(side) + " with " + to + " records by fields",
                            "Keep the id in a property, or use a connector that can"));
        }
    }

    private void checkLookups(Flow flow, Side side, RecordAccess access, String what) {
        boolean lookedUp = flow.readsFrom(side.other());
        if (side == Side.TARGET && flow.idField().isPresent()) {
            checkLookup(flow, access, what, List.of(flow.idField().get()));
        }
        if (lookedUp) {
            for (MatchRule rule : flow.matchRules()) {
                checkLookup(flow, access, what, rule.asked(side));
            }
        }
    }

    private void checkLookup(Flow flow, RecordAccess access, String what, List<Field> key) {
        boolean toBeProvisioned = access.finder().isPresent() && key.stream().allMatch(this::isProvided);
        if (!toBeProvisioned
                && access.finder().flatMap(finder -> finder.by(key)).isEmpty()) {
            problem(
                    "flow " + flow.id(),
                    what + "look " + access.type() + " records up by " + key,
                    "Match by other fields, or look up by one of them and confirm by the rest");
        }
    }

    /** A property that the plan itself declares may not be there yet; the first pass sees to it. */
    private boolean isProvided(Field field) {
        Plan plan = builder.plan;
        return plan != null
                && plan.crmSchema().properties().stream()
                        .anyMatch(property -> property.field().equals(field));
    }

    private void add(Finding error) {
        problem(error.where(), error.what() + " (" + error.code() + ")", error.remedy());
    }

    private void problem(String where, String what, String remedy) {
        problems.add(new Problem(where, what, remedy));
    }
}
