package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredLink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads commit to one file. */
class CommitQueueTest {

    private static final int THREADS = 8;
    private static final int COMMITS = 100;
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final RecordType PATIENT = RecordType.of("patient");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @Test
    void everyThreadsCommitsAreThereAndShareTransactions() throws Exception {
        Unreliable counted = new Unreliable(source("shared.db"));
        JdbcStore store = JdbcStore.open(counted.source());
        store.commit(links("tenant 0", "first", "first"));
        counted.failAt(0, false, "");
        store.commit(links("tenant 0", "second", "second"));
        int alone = counted.commands();
        counted.failAt(0, false, "");

        run(store, (thread, commit) -> links("tenant " + thread, "p" + commit, "c" + commit));

        for (int thread = 0; thread < THREADS; thread++) {
            assertThat(store.links(IntegrationId.of("tenant " + thread), "patients", null, 1_000))
                    .hasSize(COMMITS + (thread == 0 ? 2 : 0));
        }
        assertThat(counted.commands()).isLessThan(THREADS * COMMITS * (alone + 4));
        store.close();
    }

    @Test
    void commitThatIsRefusedTakesNoOtherAlong() throws Exception {
        JdbcStore store = JdbcStore.open(source("refused.db"));
        store.commit(links("tenant 0", "holder", "taken"));

        List<Future<?>> all = run(
                store,
                (thread, commit) -> thread == 0
                        ? links("tenant 0", "p" + commit, "taken")
                        : links("tenant " + thread, "p" + commit, "c" + commit));

        assertThatThrownBy(() -> all.get(0).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        for (int thread = 1; thread < THREADS; thread++) {
            assertThat(store.links(IntegrationId.of("tenant " + thread), "patients", null, 1_000))
                    .hasSize(COMMITS);
        }
        assertThat(store.links(IntegrationId.of("tenant 0"), "patients", null, 10))
                .hasSize(1);
        store.close();
    }

    private DataSource source(String name) {
        return Sqlite.file(folder.resolve(name));
    }

    /** Makes a thread's commit. */
    private interface Making {
        StoreCommit commit(int thread, int number);
    }

    private static List<Future<?>> run(JdbcStore store, Making making) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(threads.submit(() -> {
                for (int number = 0; number < COMMITS; number++) {
                    store.commit(making.commit(thread, number));
                }
            }));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        return all;
    }

    private static StoreCommit links(String tenant, String patient, String contact) {
        StoreCommit commit = new StoreCommit(IntegrationId.of(tenant));
        commit.put(StoredLink.between(
                "patients", RecordRef.of(PATIENT, patient), RecordRef.of(RecordType.of("contact"), contact), NOW));
        return commit;
    }
}
