package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.Verb;
import io.tidelock.store.LeaseLostException;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.store.VerbCount;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a node's lease lasts, to the nanosecond: a call begins only if it ends before another node may begin. */
class NodeLeaseTest {

    private static final IntegrationId CLINIC = IntegrationId.of("clinic");
    private static final Duration CALL = Duration.ofHours(1);
    private static final Duration QUARTER = CALL.dividedBy(2);

    private final HikariDataSource pool = Postgres.pool(Postgres.emptySchema());
    private final JdbcStore store = JdbcStore.open(pool);
    private long nanoTime = -7;
    private int writes;
    private boolean away;
    private Duration slow = Duration.ZERO;

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void leaseIsRenewedOnceAQuarterOfItIsOver() {
        NodeLease lease = take("a");
        lease.requireForCall();
        pass(QUARTER);
        lease.requireForCall();
        assertThat(writes).as("taken only").isEqualTo(1);

        nanoTime++;
        lease.requireForCall();
        assertThat(writes).as("renewed").isEqualTo(2);

        pass(QUARTER);
        lease.requireForCall();
        assertThat(writes).as("it counts from the renewal").isEqualTo(2);
    }

    @Test
    void leaseThatCannotBeRenewedLastsForCallsThatEndWithinIt() {
        NodeLease lease = take("a");
        away = true;
        pass(CALL);
        lease.requireForCall();

        nanoTime++;

        assertThatThrownBy(lease::requireForCall)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("nothing was called");
        away = false;
        lease.requireForCall();
    }

    @Test
    void timeThatTheDatabaseTookToRenewIsNotOurs() {
        NodeLease lease = take("a");
        slow = CALL.plusNanos(1);
        pass(QUARTER.plusNanos(1));

        assertThatThrownBy(lease::requireForCall).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void leaseThatAnotherNodeTookIsNotRenewedAndNothingIsCalled() {
        NodeLease lease = take("a");
        NodeLease other = take("b");
        pass(QUARTER.plusNanos(1));

        assertThat(other.epoch()).isGreaterThan(lease.epoch());
        assertThatThrownBy(lease::requireForCall)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("Another node");
        other.requireForCall();
    }

    @Test
    void callsOfADeadHolderAreWaitedForByWhoeverComesNext() {
        assertThat(take("a").formerHolderWritesUntil()).as("nobody before").isEqualTo(Instant.MIN);

        NodeLease heir = take("b");
        heir.close();
        NodeLease next = take("c");

        assertThat(Duration.between(now(), heir.formerHolderWritesUntil()))
                .as("its lease, and a call that began at its end")
                .isBetween(CALL.multipliedBy(3).minusMinutes(5), CALL.multipliedBy(3));
        assertThat(next.formerHolderWritesUntil())
                .as("the heir ended well, the first one did not")
                .isEqualTo(heir.formerHolderWritesUntil());
    }

    @Test
    void leaseThatWasGivenBackLeavesNothingToWaitForAndTheOldOneGivesNothingBack() {
        NodeLease first = take("a");
        first.close();
        NodeLease second = take("b");
        assertThat(second.formerHolderWritesUntil()).isEqualTo(Instant.MIN);

        first.close();

        assertThat(take("c").formerHolderWritesUntil())
                .as("the second one's is held still")
                .isAfter(now());
    }

    @Test
    void leaseThatCannotBeGivenBackEndsByItself() {
        NodeLease lease = take("a");
        away = true;

        lease.close();

        away = false;
        assertThat(take("b").formerHolderWritesUntil()).isAfter(now());
    }

    @Test
    void whatIsCommittedUnderALeaseThatWasTakenIsRefusedWhole() {
        JdbcStore before = store.under(CLINIC, take("a").epoch());
        before.commit(creation());
        JdbcStore after = store.under(CLINIC, take("b").epoch());

        assertThatThrownBy(() -> before.commit(creation()))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("nothing was stored");
        after.commit(creation());

        assertThat(store.counted(CLINIC, "patients", Instant.EPOCH)).containsEntry(Verb.CREATE, 2);
    }

    @Test
    void lostAnswerToACommitUnderALeaseIsAskedForAndItIsStoredOnce() {
        Unreliable database = new Unreliable(Postgres.emptySchema());
        JdbcStore all = JdbcStore.open(database.source());
        NodeLease lease = NodeLease.take(all.database(), CLINIC, "a", CALL, () -> nanoTime);
        JdbcStore mine = all.under(CLINIC, lease.epoch());
        mine.commit(creation());
        database.failAt(0, false, "");
        mine.commit(creation());
        int last = database.commands();

        database.failAt(last, true, "08006");
        mine.commit(creation());

        assertThat(all.counted(CLINIC, "patients", Instant.EPOCH)).containsEntry(Verb.CREATE, 3);
    }

    private static StoreCommit creation() {
        StoreCommit commit = new StoreCommit(CLINIC);
        commit.count(new VerbCount("patients", Verb.CREATE, Instant.EPOCH, 1));
        return commit;
    }

    private NodeLease take(String node) {
        return NodeLease.take(database(), CLINIC, node, CALL, () -> nanoTime);
    }

    private void pass(Duration length) {
        nanoTime += length.toNanos();
    }

    private Instant now() {
        return store.database().read(session -> new LeaseTable(session).now());
    }

    /** The store's, counted, unless it is away. */
    private Database database() {
        return (Database) Proxy.newProxyInstance(
                Database.class.getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreUnavailableException("away", null);
                    }
                    writes++;
                    pass(slow);
                    try {
                        return method.invoke(store.database(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
