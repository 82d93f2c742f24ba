package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.Cursor;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.Base;
import io.tidelock.store.ClaimKey;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Fingerprint;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreUnavailableException;
import io.tidelock.store.StoredLink;
import io.tidelock.store.VerbCount;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** What a database does in the worst moment: a commit is stored as a whole or not at all, and never twice. */
class StoreFailureTest {

    private static final IntegrationId MINE = IntegrationId.of("mine");
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String FLOW = "patients";
    private static final RecordType CONTACT = RecordType.of("contact");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @ParameterizedTest
    @CsvSource({"08006, false", "08006, true", "40001, false", "40P01, false", "53100, false", "57014, true"})
    void commitIsStoredOnceOrNotAtAllWhicheverCommandFails(String state, boolean afterwards) {
        PGSimpleDataSource schema = Postgres.emptySchema();
        Unreliable database = new Unreliable(schema);
        JdbcStore store = JdbcStore.open(database.source());
        store.commit(creation(0));
        database.failAt(0, false, state);
        store.commit(creation(1));
        int commands = database.commands();

        for (int failing = 1; failing <= commands; failing++) {
            int record = failing + 1;
            database.failAt(failing, afterwards, state);
            boolean told = isTold(store, record);
            database.failAt(0, false, state);
            JdbcStore reopened = JdbcStore.open(schema);
            assertWhole(reopened, record, told);
            if (told) {
                reopened.commit(creation(record));
            }
        }

        assertThat(store.counted(MINE, FLOW, NOW)).containsEntry(Verb.CREATE, commands + 2);
    }

    /** Whoever is told of a failure does not know; whoever is not can rely on it. */
    private static boolean isTold(JdbcStore store, int record) {
        try {
            store.commit(creation(record));
            return false;
        } catch (StoreUnavailableException unavailable) {
            assertThat(unavailable).hasMessageContaining("SQLState").hasMessageNotContaining("secret-value");
            return !store.links(MINE, FLOW, null, 1_000).stream()
                    .anyMatch(link -> link.source().id().equals("p" + record));
        }
    }

    private static void assertWhole(JdbcStore store, int record, boolean missing) {
        int links = (int) store.links(MINE, FLOW, null, 1_000).stream()
                .filter(link -> link.source().id().equals("p" + record))
                .count();
        assertThat(links).isEqualTo(missing ? 0 : 1);
        assertThat(store.position(MINE, "feed").orElseThrow().cursor().text())
                .isEqualTo("after " + (missing ? record - 1 : record));
        assertThat(store.counted(MINE, FLOW, NOW)).containsEntry(Verb.CREATE, missing ? record : record + 1);
        assertThat(store.openIntents(MINE, FLOW)).hasSize(missing ? record : record + 1);
        assertThat(store.hints(MINE, 1).get(0).number()).isEqualTo(missing ? record : record + 1);
    }

    @Test
    void answerToACommitThatWasLostIsAskedFor() {
        Unreliable database = new Unreliable(Postgres.emptySchema());
        JdbcStore store = JdbcStore.open(database.source());
        store.commit(creation(0));
        database.failAt(0, false, "08006");
        store.commit(creation(1));
        int commit = database.commands();

        database.failAt(commit, true, "08006");
        store.commit(creation(2));

        assertThat(store.counted(MINE, FLOW, NOW)).containsEntry(Verb.CREATE, 3);
        assertThat(store.hints(MINE, 1).get(0).number()).isEqualTo(3);
    }

    @Test
    void connectionsThatTheServerCutOffAreReplaced() throws SQLException {
        try (HikariDataSource pool = Postgres.pool(Postgres.emptySchema())) {
            JdbcStore store = JdbcStore.open(pool);
            store.commit(creation(0));

            cutOffAll(pool);

            assertThat(store.links(MINE, FLOW, null, 10)).hasSize(1);
            cutOffAll(pool);
            store.commit(creation(1));
            assertThat(store.links(MINE, FLOW, null, 10)).hasSize(2);
        }
    }

    private static void cutOffAll(DataSource pool) throws SQLException {
        try (Connection other = Postgres.emptySchema().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
        assertThat(pool).isNotNull();
    }

    @Test
    void fullDiskLosesNothingAndHealsByItself() {
        Path file = folder.resolve("full.db");
        SmallDisk disk = new SmallDisk(file);
        JdbcStore store = JdbcStore.open(disk.source(60));
        int stored = 0;
        StoreUnavailableException told = null;
        while (told == null) {
            try {
                store.commit(creation(stored));
                stored++;
            } catch (StoreUnavailableException full) {
                told = full;
            }
        }
        store.close();

        assertThat(told).hasMessageContaining("disk").hasStackTraceContaining("full");
        JdbcStore reopened = JdbcStore.open(disk.source(100_000));
        assertThat(reopened.links(MINE, FLOW, null, 100_000)).hasSize(stored);
        assertThat(reopened.counted(MINE, FLOW, NOW)).containsEntry(Verb.CREATE, stored);
        reopened.commit(creation(stored));
        assertThat(reopened.links(MINE, FLOW, null, 100_000)).hasSize(stored + 1);
        reopened.close();
    }

    /** SQLite's own way to run out of space: a most of pages. */
    private record SmallDisk(Path file) {
        DataSource source(int pages) {
            return new SQLiteDataSource() {
                @Override
                public org.sqlite.SQLiteConnection getConnection(String user, String password) throws SQLException {
                    org.sqlite.SQLiteConnection connection = super.getConnection(user, password);
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("PRAGMA max_page_count = " + pages);
                    }
                    return connection;
                }

                {
                    setUrl("jdbc:sqlite:" + file);
                }
            };
        }
    }

    @Test
    void databaseThatIsAwayIsToldAsSuch() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setURL("jdbc:postgresql://127.0.0.1:1/none");

        assertThatThrownBy(() -> JdbcStore.open(nobody))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("connect")
                .hasMessageContaining("08001");
    }

    @Test
    void storeThatIsClosedSaysSo() {
        JdbcStore store = JdbcStore.open(Sqlite.file(folder.resolve("closed.db")));
        store.close();

        assertThatThrownBy(() -> store.plan(MINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /** A commit in which something of every kind changes, and which would show if it were written twice. */
    private static StoreCommit creation(int number) {
        StoreCommit commit = new StoreCommit(MINE);
        RecordRef patient = RecordRef.of(RecordType.of("patient"), "p" + number);
        RecordRef contact = RecordRef.of(CONTACT, "c" + number);
        Parked.Key key = new Parked.Key(FLOW, Side.SOURCE, patient);
        commit.put(StoredLink.between(FLOW, patient, contact, NOW));
        commit.park(Parked.pending(key, "LIMIT", "It waits", NOW, NOW));
        commit.count(new VerbCount(FLOW, Verb.CREATE, NOW, 1));
        commit.hint("crm/contact", RecordRef.of(CONTACT, "always"), NOW);
        commit.move("feed", new FeedPosition(Cursor.of("after " + number), NOW, true));
        commit.announce(new Intent(
                "i" + number,
                key,
                Side.TARGET,
                null,
                List.of(new ClaimKey("email", new Fingerprint(number, number))),
                new Base(Map.of()),
                NOW));
        return commit;
    }
}
