package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.IntegrationId;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of commits that stand in line and are written in one transaction. */
@SuppressWarnings("NullAway.Init") // set before every test
class SharedTransactionTest {

    private static final StoreCommit COMMIT = new StoreCommit(IntegrationId.of("tenant"));

    @TempDir
    Path folder;

    private final AtomicInteger transactions = new AtomicInteger();
    private final List<String> committed = new CopyOnWriteArrayList<>();
    private SqliteDatabase database;
    private CommitQueue queue;

    @BeforeEach
    void open() {
        database = new SqliteDatabase(Sqlite.file(folder.resolve("queue.db")));
        database.alone(session -> {
            session.command("CREATE TABLE t (x TEXT)");
            return true;
        });
        queue = new CommitQueue((Database) Proxy.newProxyInstance(
                Database.class.getClassLoader(), new Class<?>[] {Database.class}, (proxy, method, arguments) -> {
                    transactions.incrementAndGet();
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoStandsInLineIsWrittenInItsOrderInOneTransaction() throws Exception {
        List<FutureTask<Set<String>>> all = inOneGo(row("a"), row("b"), row("c"));

        assertThat(all.get(0).get()).isEmpty();
        assertThat(all.get(1).get()).isEmpty();
        assertThat(all.get(2).get()).isEmpty();
        assertThat(rows()).containsExactly("a", "b", "c");
        assertThat(committed).containsExactly("a", "b", "c");
        assertThat(transactions).as("the first one's, and theirs").hasValue(2);
    }

    @Test
    void refusedCommitLeavesNoTraceInTheTransactionThatItShares() throws Exception {
        List<FutureTask<Set<String>>> all =
                inOneGo(row("a"), failing("b", new IllegalStateException("refused")), row("c", Set.of("intent")));

        assertThat(all.get(0).get()).isEmpty();
        assertThatThrownBy(() -> all.get(1).get()).hasRootCauseMessage("refused");
        assertThat(all.get(2).get()).as("which of its intents were refused").containsExactly("intent");
        assertThat(rows()).containsExactly("a", "c");
        assertThat(committed).containsExactly("a", "c");
        assertThat(transactions).hasValue(2);
    }

    @Test
    void commitThatFindsSomethingInItsWayIsUndoneAndWrittenWithCareInTheSameTransaction() throws Exception {
        List<FutureTask<Set<String>>> all = inOneGo(row("a"), hopefulInVain("b"), row("c"));

        assertThat(all.get(1).get()).isEmpty();
        assertThat(rows()).containsExactly("a", "b CAREFUL", "c");
        assertThat(committed).containsExactly("a", "b CAREFUL", "c");
        assertThat(transactions).hasValue(2);
    }

    @Test
    void failedTransactionIsDoneAgainOneByOneSoThatEachLearnsItsOwnFate() throws Exception {
        List<FutureTask<Set<String>>> all = inOneGo(
                failing("a", new IllegalStateException("refused")),
                row("b"),
                failing("c", new StoreUnavailableException("disk", new SQLException())),
                row("d"));

        assertThatThrownBy(() -> all.get(0).get()).hasRootCauseMessage("refused");
        assertThat(all.get(1).get()).isEmpty();
        assertThatThrownBy(() -> all.get(2).get()).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(all.get(3).get()).isEmpty();
        assertThat(rows()).as("once each").containsExactly("b", "d");
        assertThat(committed).containsExactly("b", "d");
        assertThat(transactions)
                .as("the first one's, theirs, and one for each that was not refused")
                .hasValue(5);
    }

    @Test
    void threadThatDiesLeavesNobodyWaitingAndOthersGoOn() throws Exception {
        List<FutureTask<Set<String>>> all = inOneGo(
                failing("a", new IllegalStateException("refused")),
                failing("b", new AssertionError("the process is at its end")),
                row("c"));

        assertThatThrownBy(() -> all.get(0).get())
                .as("its thread wrote for all")
                .hasCauseInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> all.get(1).get()).cause().hasMessage("The thread that wrote died");
        assertThatThrownBy(() -> all.get(2).get()).cause().hasMessage("The thread that wrote died");
        assertThat(rows()).isEmpty();
        assertThat(committed).isEmpty();
        queue.commit(COMMIT, row("d"));
        assertThat(rows()).containsExactly("d");
    }

    private List<String> rows() {
        return database.read(session -> session.query("SELECT x FROM t ORDER BY rowid", bind -> {}, Row::text));
    }

    private CommitWriter row(String name) {
        return row(name, Set.of());
    }

    private CommitWriter row(String name, Set<String> refused) {
        return (session, commit, manner) -> {
            session.change("INSERT INTO t VALUES (?)", bind -> bind.text(name));
            return new Written(refused, () -> committed.add(name));
        };
    }

    /** Writes in hope, and then finds that something was in the way. */
    private CommitWriter hopefulInVain(String name) {
        return (session, commit, manner) -> {
            Written written = row(name + " " + manner).write(session, commit, manner);
            if (manner == Manner.HOPEFUL) {
                throw new Collision();
            }
            return written;
        };
    }

    /** Writes, and then fails. */
    private CommitWriter failing(String name, Throwable failure) {
        return (session, commit, manner) -> {
            row(name).write(session, commit, manner);
            if (failure instanceof Error dying) {
                throw dying;
            }
            throw (RuntimeException) failure;
        };
    }

    /** Lets commits stand in line while another one is written, until all of them are there. */
    private List<FutureTask<Set<String>>> inOneGo(CommitWriter... writers) throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> allInLine = new CompletableFuture<>();
        FutureTask<Set<String>> first = new FutureTask<>(() -> queue.commit(COMMIT, (session, commit, manner) -> {
            begun.complete(null);
            allInLine.join();
            return new Written(Set.of(), () -> {});
        }));
        new Thread(first).start();
        begun.join();
        List<FutureTask<Set<String>>> all = new ArrayList<>();
        for (CommitWriter writer : writers) {
            FutureTask<Set<String>> next = new FutureTask<>(() -> queue.commit(COMMIT, writer));
            Thread thread = new Thread(next);
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            all.add(next);
        }
        allInLine.complete(null);
        first.get();
        return all;
    }
}
