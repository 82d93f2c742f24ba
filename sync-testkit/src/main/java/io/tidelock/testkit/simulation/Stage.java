package io.tidelock.testkit.simulation;

import io.tidelock.connector.Connector;
import io.tidelock.connector.WriteOperation;
import io.tidelock.engine.Journal;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.InMemoryBuilder;
import io.tidelock.testkit.InMemoryCrm;
import io.tidelock.testkit.InMemorySystem;
import io.tidelock.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/** The two systems of a plan, and an engine between them that can die and start again. */
final class Stage {

    static final IntegrationId INTEGRATION = IntegrationId.of("simulated");
    private static final byte[] KEY = "a key for simulations only".getBytes(StandardCharsets.UTF_8);

    private static final Journal JOURNAL = Journal.encryptedWith(
            "simulated", new SecretKeySpec("thirty-two bytes for simulations".getBytes(StandardCharsets.UTF_8), "AES"));

    final ManualClock clock = new ManualClock();

    private final Layout layout;
    private final SyncStore store;
    private final InMemorySystem business;
    private final InMemoryCrm crm;
    private final BiFunction<Party, Connector, Connector> around;
    private SyncEngine engine;
    private final boolean operated;
    private long lastId;

    Stage(
            Layout layout,
            World world,
            SyncStore store,
            BiFunction<Party, Connector, Connector> around,
            boolean operated) {
        this.layout = layout;
        this.store = store;
        this.around = around;
        this.operated = operated;
        this.business = business(world);
        this.crm = crm(world);
        this.engine = engine();
    }

    private InMemorySystem business(World world) {
        InMemorySystem.Builder builder =
                common(InMemorySystem.builder("business"), world).clock(Clock.offset(clock, world.skew()));
        for (Kind kind : layout.kinds()) {
            if (kind.party() == Party.BUSINESS) {
                builder.type(kind.type(), layout.fields(kind));
            }
        }
        return builder.build();
    }

    private InMemoryCrm crm(World world) {
        InMemoryCrm.Builder builder = common(InMemoryCrm.builder(), world).clock(clock);
        Set<RecordType> known = known();
        List<Schema.Property> needed = layout.plan().crmSchema().properties();
        for (Kind kind : layout.kinds()) {
            if (kind.party() == Party.CRM && known.contains(kind.type())) {
                layout.fields(kind).forEach(field -> define(builder, kind, field));
            } else if (kind.party() == Party.CRM) {
                builder.type(kind.type(), layout.fields(kind), unique(kind));
            }
        }
        builder.property(needed.toArray(Schema.Property[]::new));
        if (world.rewritten() != null) {
            builder.rewriting(
                    world.rewritten().kind().type(), world.rewritten().field(), text -> text.toUpperCase(Locale.ROOT));
        }
        InMemoryCrm made =
                world.receipts() ? builder.build() : builder.withoutReceipts().build();
        made.schema().ifPresent(schema -> schema.provision(layout.plan().crmSchema()));
        made.resetCalls();
        return made;
    }

    private static <B extends InMemoryBuilder<B>> B common(B builder, World world) {
        return builder.searchLag(world.lag()).pageSize(world.pageSize());
    }

    private static Set<RecordType> known() {
        return InMemoryCrm.TYPES.keySet();
    }

    private static void define(InMemoryCrm.Builder builder, Kind kind, Field field) {
        boolean there = InMemoryCrm.TYPES.getOrDefault(kind.type(), List.of()).stream()
                .anyMatch(known -> known.name().equals(field.name()));
        if (!there) {
            builder.property(Schema.Property.of(kind.type(), field, field.name()));
        }
    }

    private Field[] unique(Kind kind) {
        return layout.plan().flows().stream()
                .filter(flow -> Layout.kind(flow, Side.TARGET).equals(kind))
                .flatMap(flow -> flow.idField().stream())
                .distinct()
                .toArray(Field[]::new);
    }

    private SyncEngine engine() {
        SyncEngine.Builder builder = SyncEngine.builder()
                .integration(INTEGRATION.value())
                .plan(layout.plan())
                .business(around.apply(Party.BUSINESS, business))
                .crm(around.apply(Party.CRM, crm))
                .store(store)
                .fingerprintKey(KEY)
                .clock(clock)
                .ids(() -> new UUID(0, ++lastId))
                .assurances(layout.sound().ofThePlan());
        return (operated ? builder.journal(JOURNAL) : builder).build();
    }

    /** Lets both systems refuse write operations. */
    void refuse(Predicate<WriteOperation> which) {
        business.refuse(which, "POISON");
        crm.refuse(which, "POISON");
    }

    /** Starts the process anew on the same store. */
    void restart() {
        engine = engine();
    }

    SyncReport pass() {
        clock.advance(Duration.ofMinutes(1));
        return engine.runNow();
    }

    SyncEngine asked() {
        return engine;
    }

    InMemorySystem system(Kind kind) {
        return kind.party() == Party.BUSINESS ? business : crm;
    }

    /** Tells whether a record is there, or the whole that a part belongs to. */
    boolean holds(Kind kind, RecordRef ref) {
        return system(kind).holds(ref.whole());
    }

    List<Record> records(Kind kind) {
        return system(kind).records(kind.type());
    }

    /** Returns what a record that is there shows in a field. */
    Value value(Kind kind, RecordRef ref, Field field) {
        return field.type().read(Value.text(system(kind).value(ref.whole(), field)));
    }

    /** Returns a flow of the plan. */
    Optional<Flow> flow(String id) {
        return layout.plan().flows().stream()
                .filter(flow -> flow.id().equals(id))
                .findFirst();
    }

    /** Returns records that are there, in the order of their ids. */
    Set<RecordRef> refs(Kind kind) {
        return records(kind).stream().map(Record::ref).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
