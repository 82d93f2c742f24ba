package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.connector.ChangeFeed;
import io.tidelock.connector.ChangePage;
import io.tidelock.connector.Connector;
import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordReader;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.engine.Integration;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.record.AccountId;
import io.tidelock.record.Cursor;
import io.tidelock.record.Field;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.StoreCommit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassStoreTest {

    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final RecordType PERSON = RecordType.of("person");
    private static final RecordRef ADA = RecordRef.of(PERSON, "1");
    private static final Field NAME = Field.text("name");
    private static final LongSupplier NANOS = System::nanoTime;

    private final HikariDataSource pool = Postgres.pool(Postgres.emptySchema());
    private final AtomicInteger transactions = new AtomicInteger();
    private final DataSource counted = counted(pool);
    private final JdbcStore store = JdbcStore.open(counted);
    private Runnable meanwhile = () -> {};

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void passInWhichNothingHappensTakesFiveTransactions() {
        Passes passes = passes();
        passes.pass(CLINIC);
        passes.pass(CLINIC);
        transactions.set(0);

        passes.pass(CLINIC);

        // the lease, a glance, how far the feed was read, another glance, the lease back
        assertThat(transactions.get()).isEqualTo(5);
    }

    @Test
    void engineWithoutALeaseTakesThreeTransactions() {
        SyncEngine engine = engine(JdbcStore.open(counted));
        engine.run();
        engine.run();
        transactions.set(0);

        engine.run();

        // a glance, how far the feed was read, another glance
        assertThat(transactions.get()).isEqualTo(3);
    }

    @Test
    void engineHearsInItsNextPassWhatAPersonAskedForMeanwhile() {
        SyncEngine engine = engine(store);
        engine.run();
        meanwhile = () -> elsewhere().resync("people", Side.SOURCE, ADA);

        SyncReport report = engine.run();

        assertThat(report.nextDue()).isBefore(clock().instant().plusSeconds(61));
        assertThat(engine.parked("people")).hasSize(1);
        engine.run();
        assertThat(engine.parked("people")).isEmpty();
    }

    @Test
    void whatIsSaidInTheInboxMeanwhileIsTheNextPassesAtOnce() {
        Passes passes = passes();
        passes.pass(CLINIC);
        meanwhile = () -> {
            StoreCommit said = new StoreCommit(CLINIC);
            said.hint("business/person", ADA, Instant.now());
            store.commit(said);
        };

        Passes.Next next = passes.pass(CLINIC);

        assertThat(next.at().orElseThrow()).isBefore(clock().instant().plusSeconds(1));
    }

    @Test
    void whatAPersonAsksForMeanwhileIsTheNextPassesAtOnce() {
        Passes passes = passes();
        passes.pass(CLINIC);
        meanwhile = () -> elsewhere().resync("people", Side.SOURCE, ADA);

        Passes.Next next = passes.pass(CLINIC);

        assertThat(next.at().orElseThrow()).isBefore(clock().instant().plusSeconds(61));
        assertThat(store.parked(CLINIC, "people", 10)).hasSize(1);
    }

    @Test
    void whatIsUnderWayIsAskedForEachTimeSinceAPersonCanEndIt() {
        move("backfill/people", false);
        JdbcStore leased = store.under(CLINIC, 0); // that of a lease that nobody took yet
        assertThat(leased.position(CLINIC, "backfill/people")).isPresent();

        move("backfill/people", true);

        assertThat(leased.position(CLINIC, "backfill/people").orElseThrow().caughtUp())
                .isTrue();
    }

    private void move(String feed, boolean caughtUp) {
        StoreCommit moved = new StoreCommit(CLINIC);
        moved.move(feed, new FeedPosition(Cursor.of("7"), Instant.EPOCH, caughtUp));
        store.commit(moved);
    }

    @Test
    void integrationsThatAreThereCostNoNumbers() {
        passes().pass(CLINIC);
        passes().pass(CLINIC);
        passes().pass(CLINIC);

        passes().pass(IntegrationId.of("another"));

        Optional<Integer> number = store.database()
                .read(session -> session.first(
                        "SELECT id FROM tidelock_integration WHERE name = ?",
                        bind -> bind.text("another"),
                        Row::integer));
        assertThat(number).hasValue(2);
    }

    private Passes passes() {
        SyncCluster.Builder builder = SyncCluster.builder(counted)
                .catalog(id -> integration(id))
                .engine((id, engine) -> engine.fingerprintKey(key()));
        return new Passes(builder, store, clock());
    }

    private Clock clock() {
        return new DatabaseClock(JdbcStore.openAsIs(pool).database(), NANOS);
    }

    private SyncEngine elsewhere() {
        return engine(store);
    }

    private SyncEngine engine(JdbcStore on) {
        return SyncEngine.builder()
                .integration(integration(CLINIC))
                .store(on)
                .clock(clock())
                .fingerprintKey(key())
                .build();
    }

    private static byte[] key() {
        return "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    }

    private Integration integration(IntegrationId id) {
        Flow flow = Flow.toCrm("people", PERSON, PERSON)
                .map(FieldMapping.from(NAME).to(NAME))
                .every(Duration.ofSeconds(0))
                .build();
        Plan plan = Plan.named("people").flow(flow).build();
        return new Integration(id, plan, new Quiet("business"), new Quiet("crm"));
    }

    /** Nothing ever happens here; something else happens while it is asked. */
    private final class Quiet implements Connector, ChangeFeed {
        private final String name;

        Quiet(String name) {
            this.name = name;
        }

        @Override
        public AccountId account() {
            return AccountId.of(name, "1");
        }

        @Override
        public RecordAccess access(RecordType type) {
            return RecordAccess.of(type)
                    .feed(this)
                    .reader(RecordReader.each(none -> Optional.empty()))
                    .finder(RecordFinder.each(NAME, none -> List.of()))
                    .writer(RecordWriter.each(
                            new CreateIdentity.None(),
                            none -> new WriteOutcome.Unknown(),
                            none -> new WriteOutcome.Unknown()))
                    .build();
        }

        @Override
        public Cursor since(Instant start) {
            return Cursor.of("0");
        }

        @Override
        public ChangePage changesAfter(Cursor after, Set<String> fields) {
            meanwhile.run();
            meanwhile = () -> {};
            return new ChangePage(List.of(), after, false);
        }
    }

    /** A connection is borrowed for each transaction. */
    private DataSource counted(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        transactions.incrementAndGet();
                    }
                    try {
                        return method.invoke(source, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
