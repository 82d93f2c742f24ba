package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredWrite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store that an earlier release wrote opens and goes on. A release that changes the format adds a fixture, made by {@link
 * StoredFixtures}, and changes none.
 */
class StoredFixtureTest {

    /** The format that journals came with. */
    private static final int JOURNAL = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void storeOfEveryFormatOpensAndGoesOnOnSqlite(int format) throws IOException {
        Path file = folder.resolve("store.db");
        try (InputStream fixture = fixture("sqlite-" + format + ".db")) {
            Files.copy(fixture, file);
        }

        opensAndGoesOn(Sqlite.file(file), format);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void storeOfEveryFormatOpensAndGoesOnOnPostgres(int format) throws IOException, SQLException {
        DataSource database = Postgres.emptySchema();
        try (InputStream fixture = fixture("postgresql-" + format + ".sql");
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(fixture.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(
                    "SELECT setval(pg_get_serial_sequence('tidelock_name', 'id'), 1000)"); // rows came with ids
        }

        opensAndGoesOn(database, format);
    }

    private static void opensAndGoesOn(DataSource database, int format) {
        JdbcStore store = JdbcStore.open(database);
        assertThat(StoredFixture.read(store)).isEqualTo(expected());
        if (format < JOURNAL) {
            assertThat(StoredFixture.readJournal(store)).isEmpty();
            store.commit(StoredFixture.journalled());
        }
        assertThat(StoredFixture.readJournal(store))
                .isEqualTo(StoredFixture.journalled().journal().stream()
                        .sorted(Comparator.comparing(StoredWrite::intent))
                        .toList());

        StoreCommit commit = new StoreCommit(StoredFixture.CLINIC);
        commit.take(StoredFixture.hint());
        store.openIntents(StoredFixture.CLINIC, "patients").forEach(commit::close);
        store.commit(commit);

        assertThat(store.hints(StoredFixture.CLINIC, 10)).isEmpty();
        assertThat(store.openIntents(StoredFixture.CLINIC, "patients")).isEmpty();
        store.close();
    }

    @Test
    void fixturesHoldSomethingInEveryTable() {
        JdbcStore store = JdbcStore.open(Sqlite.file(folder.resolve("new.db")));
        store.commit(StoredFixture.first());
        store.commit(StoredFixture.second());
        store.commit(StoredFixture.journalled());

        assertThat(StoredFixtures.emptyTables(Sqlite.file(folder.resolve("new.db"))))
                .isEmpty();
        store.close();
    }

    /** Another store of ours says what must be read. */
    private static List<Object> expected() {
        InMemoryStore store = new InMemoryStore();
        store.commit(StoredFixture.first());
        store.commit(StoredFixture.second());
        return StoredFixture.read(store);
    }

    private static InputStream fixture(String name) {
        return Objects.requireNonNull(StoredFixtureTest.class.getResourceAsStream("/stores/" + name), name);
    }
}
