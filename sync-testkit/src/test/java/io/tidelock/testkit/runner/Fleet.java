package io.tidelock.testkit.runner;

import io.tidelock.connector.Connector;
import io.tidelock.crm.Contact;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.Plan;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordType;
import io.tidelock.runner.Failure;
import io.tidelock.runner.IntegrationHealth;
import io.tidelock.runner.RunnerListener;
import io.tidelock.runner.SyncRunner;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** Tenants whose members become contacts, and what a runner told about them: the stage on which the runner's tests play. */
class Fleet implements RunnerListener {

    static final RecordType MEMBER = RecordType.of("member");
    static final Field NAME = Field.text("name");
    static final Field EMAIL = Field.email("email");
    static final IntegrationId ONE = IntegrationId.of("one");

    final ManualClock clock;
    final InMemoryCrm crm;
    final Map<IntegrationId, Integration> integrations = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<SyncReport> reports = new ConcurrentLinkedQueue<>();
    SyncStore store = new InMemoryStore();
    String key = "sixteen bytes or more";

    Fleet() {
        this(new ManualClock());
    }

    Fleet(ManualClock clock) {
        this.clock = clock;
        this.crm = InMemoryCrm.builder().clock(clock).build();
    }

    InMemorySystem system(String name) {
        return InMemorySystem.builder(name)
                .type(MEMBER, List.of(NAME, EMAIL))
                .clock(clock)
                .pageSize(2)
                .build();
    }

    static Plan plan(UnaryOperator<Flow.Builder> change, int revision) {
        Flow.Builder flow = Flow.toCrm("members", MEMBER, Contact.TYPE)
                .match(MatchRule.on(EMAIL, Contact.EMAIL))
                .map(FieldMapping.from(NAME).to(Contact.LAST_NAME))
                .map(FieldMapping.from(EMAIL).to(Contact.EMAIL));
        return Plan.named("members")
                .revision(revision)
                .flow(change.apply(flow).build())
                .build();
    }

    IntegrationId tenant(String id, Connector business, UnaryOperator<Flow.Builder> change) {
        IntegrationId integration = IntegrationId.of(id);
        integrations.put(integration, new Integration(integration, plan(change, 1), business, crm));
        return integration;
    }

    IntegrationId tenant(String id, Connector business) {
        return tenant(id, business, UnaryOperator.identity());
    }

    static void members(InMemorySystem system, int count) {
        for (int i = 0; i < count; i++) {
            system.create(MEMBER, Map.of(NAME, "M" + i, EMAIL, "m" + i + "@example.com"));
        }
    }

    Integration open(IntegrationId id) {
        return Optional.ofNullable(integrations.get(id))
                .orElseThrow(() -> new IllegalArgumentException("There is no integration " + id));
    }

    /** Starts a runner that makes its passes on the thread that dispatches. */
    SyncRunner.Builder runner() {
        return SyncRunner.builder()
                .catalog(this::open)
                .engine((id, engine) -> engine.store(store).fingerprintKey(key.getBytes(StandardCharsets.UTF_8)))
                .executor(Runnable::run)
                .clock(clock)
                .listener(this);
    }

    /** Dispatches until nothing is due now; returns when something is. */
    Instant settle(SyncRunner runner) {
        Instant next = runner.dispatch();
        while (!next.isAfter(clock.instant())) {
            next = runner.dispatch();
        }
        return next;
    }

    void advanceTo(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    static IntegrationHealth health(SyncRunner runner, IntegrationId id) {
        return runner.health().integrations().stream()
                .filter(integration -> integration.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The runner does not know " + id));
    }

    static IntegrationHealth.State state(SyncRunner runner, IntegrationId id) {
        return health(runner, id).state();
    }

    @Override
    public void onEnd(IntegrationId id, SyncReport report) {
        reports.add(report);
        told.add("end " + id);
    }

    @Override
    public void onFailure(IntegrationId id, Failure failure) {
        told.add(failure.code() + " " + id);
    }

    @Override
    public void onGone(IntegrationId id) {
        told.add("gone " + id);
    }

    @Override
    public void onHang(String system, Instant since) {
        told.add("hang " + system);
    }

    @Override
    public void onRecovery(String system) {
        told.add("recovery " + system);
    }
}
