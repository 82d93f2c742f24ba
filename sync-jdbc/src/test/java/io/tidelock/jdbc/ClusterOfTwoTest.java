package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.connector.SharedPermits;
import io.tidelock.mapping.Party;
import io.tidelock.record.AccountId;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.LeaseLostException;
import io.tidelock.store.StoreCommit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What two nodes agree on in the database, without processes: leases, fences, blocks of calls. */
class ClusterOfTwoTest {

    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final AccountId PORTAL = AccountId.of("hubspot", "1");

    private final HikariDataSource pool = Postgres.pool(Postgres.emptySchema());
    private final JdbcStore store = JdbcStore.open(pool);
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whatIsCommittedAfterTheLeaseWasTakenOverIsRefusedAndNothingOfItStored() {
        NodeLease former = lease("a");
        NodeLease now = lease("b");

        assertThatThrownBy(() -> store.under(CLINIC, former.epoch()).commit(hint("1")))
                .isInstanceOf(LeaseLostException.class);
        store.under(CLINIC, now.epoch()).commit(hint("2"));

        assertThat(store.hints(CLINIC, 10)).extracting(hint -> hint.ref().id()).containsExactly("2");
    }

    @Test
    void hintsOfAnyNodeAreTaken() {
        lease("a");

        store.commit(hint("1"));

        assertThat(store.countHints(CLINIC)).isEqualTo(1);
    }

    @Test
    void hintsAreDatedByTheDatabasesClockAndNotByTheNodes() {
        try (SyncCluster node = SyncCluster.builder(pool)
                .catalog(id -> ClusterNode.integration(id, pool, "a", 1))
                .engine((id, engine) -> {})
                .nanoTime(nanos::get)
                .build()) {
            nanos.addAndGet(Duration.ofSeconds(20).toNanos());
            Instant now = Instant.now();

            node.inbox().build().hint(CLINIC, Party.CRM, List.of(RecordRef.of(RecordType.of("person"), "1")));

            assertThat(store.hints(CLINIC, 1).get(0).at()).isAfter(now.plusSeconds(5));
        }
    }

    @Test
    void noCallBeginsThatCouldOutlastTheLease() {
        NodeLease former = lease("a");
        lease("b");
        former.requireForCall(); // it does not know yet, and there is time for a call

        nanos.addAndGet(CALL.plusSeconds(1).toNanos());

        assertThatThrownBy(former::requireForCall).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void leaseIsRenewedByWhoeverHoldsIt() {
        NodeLease lease = lease("a");

        for (int i = 0; i < 10; i++) {
            nanos.addAndGet(CALL.minusSeconds(5).toNanos());
            lease.requireForCall();
        }

        store.under(CLINIC, lease.epoch()).commit(hint("1"));
        assertThat(store.countHints(CLINIC)).isEqualTo(1);
    }

    @Test
    void openWritesOfWhoeverDidNotGiveTheLeaseBackAreLeftAloneUntilTheyHaveEnded() {
        lease("a");
        Instant before = store.database().read(session -> new LeaseTable(session).now());

        Instant until = lease("b").formerHolderWritesUntil();

        assertThat(until).isBetween(before.plus(CALL.multipliedBy(2)), before.plus(CALL.multipliedBy(4)));
    }

    @Test
    void nothingIsLeftAloneAfterTheLeaseWasGivenBack() {
        lease("a").close();

        assertThat(lease("b").formerHolderWritesUntil()).isEqualTo(Instant.MIN);
    }

    @Test
    void whoGivesBackInOrderDoesNotSpeakForTheOneBefore() {
        lease("a"); // died, or sleeps
        NodeLease second = lease("b");
        second.close();

        assertThat(lease("c").formerHolderWritesUntil()).isEqualTo(second.formerHolderWritesUntil());
    }

    @Test
    void clockThatCountsOnTellsTheTimeOfTheDatabase() {
        DatabaseClock clock = new DatabaseClock(store.database(), nanos::get);
        Instant first = clock.instant();

        nanos.addAndGet(Duration.ofSeconds(20).toNanos());

        assertThat(clock.instant()).isEqualTo(first.plusSeconds(20));
        assertThat(Duration.between(first, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void callsOfAllNodesTogetherStayWithinTheWindowWhereverItBegins() {
        Duration window = Duration.ofMillis(800);
        int limit = 40;
        try (SyncCluster a = node();
                SyncCluster b = node()) {
            Deque<Long> calls = new ArrayDeque<>();
            long end = System.nanoTime() + window.multipliedBy(4).toNanos();
            int most = 0;
            for (SharedPermits node = a.permits(PORTAL);
                    System.nanoTime() < end;
                    node = calls.size() % 2 == 0 ? a.permits(PORTAL) : b.permits(PORTAL)) {
                long before = System.nanoTime();
                SharedPermits.Block block = node.take("*", window, limit, 3);
                long now = System.nanoTime();
                boolean inTime = now - before < block.lasts().toNanos();
                for (int i = 0; inTime && i < block.calls(); i++) {
                    calls.addLast(now);
                }
                while (!calls.isEmpty() && calls.peekFirst() < now - window.toNanos()) {
                    calls.removeFirst();
                }
                most = Math.max(most, calls.size());
            }
            assertThat(most).isBetween(limit / 2, limit);
        }
    }

    @Test
    void sqliteIsForOneProcess(@TempDir Path folder) {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve("store.db"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyncCluster.builder(file)
                        .catalog(id -> ClusterNode.integration(id, file, "a", 1))
                        .engine((id, engine) -> {})
                        .build())
                .withMessageContaining("SyncRunner");
    }

    private NodeLease lease(String node) {
        return NodeLease.take(store.database(), CLINIC, node, CALL, nanos::get);
    }

    private SyncCluster node() {
        return SyncCluster.builder(pool)
                .catalog(id -> ClusterNode.integration(id, pool, "a", 1))
                .engine((id, engine) -> {})
                .build();
    }

    private static StoreCommit hint(String id) {
        StoreCommit commit = new StoreCommit(CLINIC);
        commit.hint("feed", RecordRef.of(RecordType.of("person"), id), Instant.EPOCH);
        return commit;
    }
}
