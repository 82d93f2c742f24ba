package io.tidelock.engine;

import io.tidelock.answers.Adoption;
import io.tidelock.answers.Applied;
import io.tidelock.answers.Ceilings;
import io.tidelock.answers.Disputes;
import io.tidelock.answers.Explanation;
import io.tidelock.answers.Pairs;
import io.tidelock.answers.Preview;
import io.tidelock.answers.Quarantine;
import io.tidelock.answers.SavedPlan;
import io.tidelock.answers.Status;
import io.tidelock.answers.UndoPlan;
import io.tidelock.answers.UndoScope;
import io.tidelock.answers.Undone;
import io.tidelock.answers.Values;
import io.tidelock.connector.Connector;
import io.tidelock.connector.SchemaDifference;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.mapping.Finding;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.PlanLint;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoredPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

final class TideEngine implements SyncEngine {

    /** A preview makes so many passes at most. */
    private static final int MOST_PASSES = 100;

    private final EngineParts parts;
    private final Keyring keys;
    private final PlanGate planGate;
    private final SchemaGate schemaGate;
    private final List<Line> lines;
    private volatile boolean stopped;

    private TideEngine(EngineParts parts, Keyring keys, List<Line> lines) {
        this.parts = parts;
        this.keys = keys;
        this.lines = lines;
        StoredPlan plan = new StoredPlan(parts.plan().revision(), parts.plan().fingerprint(), keys.currentId());
        Assurances.Terms terms = new Assurances.Terms(
                plan, Set.copyOf(keys.ids()), connector(Party.CRM).account());
        this.planGate = new PlanGate(parts, keys, terms);
        this.schemaGate =
                new SchemaGate(parts.plan(), crmSchema(), parts.assurances(), terms, parts.checksSchemaEvery());
    }

    static TideEngine of(Builder builder) {
        new PlanCheck(builder).requireSound();
        Map<Party, Line> lines = lines(builder);
        EngineParts parts = EngineParts.of(builder, lines);
        byte[] key = Objects.requireNonNull(builder.fingerprintKey);
        Keyring keys = new Keyring(key, builder.formerFingerprintKeys, parts.integration());
        return new TideEngine(parts, keys, List.copyOf(lines.values()));
    }

    private static Map<Party, Line> lines(Builder builder) {
        Map<Party, Line> lines = new EnumMap<>(Party.class);
        builder.connectors.forEach(
                (party, connector) -> lines.put(party, new Line(connector.account(), builder.clock, builder.lease)));
        return lines;
    }

    @Override
    public synchronized SyncReport run() {
        return pass(false);
    }

    @Override
    public synchronized SyncReport runNow() {
        return pass(true);
    }

    private SyncReport pass(boolean everything) {
        EngineParts passing = parts.forPass();
        planGate.of(passing).enter();
        Optional<Instant> end = parts.passLasts().map(parts.clock().instant()::plus);
        return pass(passing, everything, end).run();
    }

    private Pass pass(EngineParts with, boolean everything, Optional<Instant> end) {
        Cutoff cutoff = new Cutoff(() -> stopped, end, parts.clock());
        return new Pass(with, keys.forPass(), schemaGate.look(parts.clock().instant()), everything, cutoff);
    }

    @Override
    public synchronized Preview preview(Values values) {
        return preview(values, flow -> true);
    }

    @Override
    public synchronized Preview preview(String flowId) {
        return preview(Values.HIDDEN, flow(flowId).id()::equals);
    }

    /** A pass that has more to do right away is followed by another. */
    private Preview preview(Values values, Predicate<String> which) {
        Rehearsal rehearsal = new Rehearsal(parts, values);
        planGate.over(rehearsal.parts()).enter();
        SyncReport report = pass(rehearsal.parts(), true, Optional.empty()).run();
        for (int passes = 1; passes < MOST_PASSES && report.more() && !stopped; passes++) {
            report = pass(rehearsal.parts(), true, Optional.empty()).run();
        }
        return rehearsal.preview(report, which);
    }

    @Override
    public synchronized Explanation explain(RecordRef ref, Values values) {
        Inquiry inquiry = new Inquiry(parts, ref, values);
        Pass pass = pass(inquiry.parts(), true, Optional.empty());
        return inquiry.explanation(pass.visit(inquiry.visits()));
    }

    @Override
    public Quarantine quarantine() {
        return new Ward(new Desk(parts, this), this);
    }

    @Override
    public Disputes disputes() {
        return new Arbiter(new Desk(parts, this), this::explain);
    }

    @Override
    public Pairs pairs() {
        return new Couples(new Desk(parts, this));
    }

    @Override
    public Adoption adoption(String flowId) {
        return new Takeover(new Desk(parts, this), flow(flowId));
    }

    @Override
    public synchronized int reject(String flowId, Verb verb) {
        return standing(flow(flowId)).reject(verb);
    }

    @Override
    public synchronized Applied apply(SavedPlan plan, Ceilings ceilings) {
        planGate.enter();
        Application application = new Application(plan, ceilings);
        Pass pass = pass(parts.watched(application), true, Optional.empty());
        return application.applied(pass.visit(application.visits(), application.leaving()));
    }

    @Override
    public synchronized UndoPlan undo(UndoScope scope) {
        UndoTrails trails = new UndoTrails(parts, scope);
        List<UndoPlan.Item> items = new ArrayList<>();
        List<UndoPlan.Left> left = new ArrayList<>();
        for (Flow flow : parts.plan().flows()) {
            UndoReading reading = new UndoReading(FlowContext.of(parts, keys, flow), scope.removesCreated());
            for (Side side : Side.values()) {
                List<Trail> all = trails.of(flow, side);
                Set<Parked.Key> underWay = all.isEmpty() ? Set.of() : reading.underWay();
                for (int start = 0; start < all.size(); start += WriteJournal.CHUNK) {
                    reading.of(side, all.subList(start, Math.min(start + WriteJournal.CHUNK, all.size())), underWay)
                            .forEach(undoing -> items.add(undoing.item()));
                    left.addAll(reading.left());
                }
            }
            trails.unsettled(flow).stream().filter(open -> !left.contains(open)).forEach(left::add);
        }
        return new UndoPlan(scope, items, left, trails.keptSince(), trails.hasMore());
    }

    @Override
    public synchronized Undone apply(UndoPlan plan, Ceilings ceilings) {
        UndoTrails trails = new UndoTrails(parts, plan.scope());
        planGate.enter();
        return pass(parts, true, Optional.empty())
                .undo(new UndoRun(plan, ceilings, trails), plan.scope().removesCreated());
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public Optional<CallUnderWay> calling() {
        return lines.stream().flatMap(line -> line.underWay().stream()).findFirst();
    }

    @Override
    public synchronized void backfill(String flowId, Instant since) {
        Backfills.start(parts, flow(flowId), since, Optional.empty());
    }

    @Override
    public synchronized void backfill(String flowId, Instant since, String filter) {
        Backfills.start(parts, flow(flowId), since, Optional.of(BackfillFilter.of(parts.filter(filter))));
    }

    @Override
    public synchronized void backfill(String flowId, List<RecordRef> sources) {
        Flow flow = flow(flowId);
        sources.forEach(ref -> requireType(flow, Side.SOURCE, ref));
        Backfills.start(parts, flow, sources);
    }

    @Override
    public synchronized void stopBackfill(String flowId) {
        Backfills.stop(parts, flow(flowId));
    }

    @Override
    public synchronized void reconcile(String flowId) {
        StoreCommit commit = new StoreCommit(parts.integration());
        LinkWalk.start(flow(flowId), WalkPosition.Purpose.CHECK, parts.store(), commit);
        parts.store().commit(commit);
    }

    @Override
    public synchronized void resync(String flowId, Side side, RecordRef ref) {
        Flow flow = flow(flowId);
        requireType(flow, side, ref);
        Instant now = parts.clock().instant();
        StoreCommit commit = new StoreCommit(parts.integration());
        Parked.Key key = new Parked.Key(flow.id(), side, ref);
        commit.park(Parked.pending(key, "REVISIT", "Somebody asked for it", now, now));
        if (isLost(key)) {
            parts.store().openIntents(parts.integration(), flow.id()).stream()
                    .filter(intent -> intent.creates() && intent.origin().equals(key))
                    .forEach(commit::close);
        }
        parts.store().commit(commit);
    }

    private void requireType(Flow flow, Side side, RecordRef ref) {
        new Desk(parts, this).requireType(flow, side, ref);
    }

    /** Whoever asks for a record that is held because nobody knows whether its counterpart was created, has looked. */
    private boolean isLost(Parked.Key key) {
        StoreRequest request = StoreRequest.about(parts.integration(), key.flow(), key.side(), Set.of(key.ref()));
        return parts.store().load(request).parked().values().stream()
                .anyMatch(parked -> parked.state() == Parked.State.QUARANTINED
                        && parked.code().equals(Recovery.LOST));
    }

    @Override
    public List<Parked> parked(String flowId) {
        return parts.store().parked(parts.integration(), flow(flowId).id(), MOST_PARKED);
    }

    @Override
    public List<BrakeStatus> brakes(String flowId) {
        return standing(flow(flowId)).all();
    }

    @Override
    public synchronized void approve(String flowId, Verb verb, int ceiling) {
        standing(flow(flowId)).approve(verb, ceiling);
    }

    private BrakeLevers standing(Flow flow) {
        return new BrakeLevers(
                parts.integration(), flow, parts.store(), parts.clock().instant());
    }

    @Override
    public List<KeyUse> keys() {
        Map<Integer, Long> used = planGate.countLinks();
        keys.ids().forEach(id -> used.putIfAbsent(id, 0L));
        return used.entrySet().stream()
                .map(use -> new KeyUse(use.getKey(), use.getKey() == keys.currentId(), use.getValue()))
                .sorted(Comparator.comparing(KeyUse::current).reversed())
                .toList();
    }

    @Override
    public Status status() {
        return new Overview(parts, planGate, schemaGate).status();
    }

    @Override
    public List<Finding> warnings() {
        return PlanLint.of(parts.plan()).warnings();
    }

    @Override
    public List<SchemaDifference> checkSchema() {
        return crmSchema().map(owner -> owner.check(parts.plan().crmSchema())).orElse(List.of());
    }

    @Override
    public List<SchemaDifference> provisionSchema() {
        return crmSchema()
                .map(owner -> owner.provision(parts.plan().crmSchema()))
                .orElse(List.of());
    }

    private Optional<SchemaOwner> crmSchema() {
        return connector(Party.CRM).schema();
    }

    private Flow flow(String id) {
        return parts.flow(id);
    }

    private Connector connector(Party party) {
        return Objects.requireNonNull(parts.connectors().get(party));
    }

    @Override
    public String toString() {
        return "sync of " + parts.integration() + " by plan " + parts.plan().name();
    }
}
