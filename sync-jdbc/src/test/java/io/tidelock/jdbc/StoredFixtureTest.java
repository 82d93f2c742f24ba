package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoreCommit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = 1)
    void storeOfEveryFormatOpensAndGoesOnOnSqlite(int format) throws IOException {
        Path file = folder.resolve("store.db");
        try (InputStream fixture = fixture("sqlite-" + format + ".db")) {
            Files.copy(fixture, file);
        }

        opensAndGoesOn(Sqlite.file(file));
    }

    @ParameterizedTest
    @ValueSource(ints = 1)
    void storeOfEveryFormatOpensAndGoesOnOnPostgres(int format) throws IOException, SQLException {
        DataSource database = Postgres.emptySchema();
        try (InputStream fixture = fixture("postgresql-" + format + ".sql");
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(fixture.readAllBytes(), StandardCharsets.UTF_8));
        }

        opensAndGoesOn(database);
    }

    private static void opensAndGoesOn(DataSource database) {
        JdbcStore store = JdbcStore.open(database);
        assertThat(StoredFixture.read(store)).isEqualTo(expected());

        StoreCommit commit = new StoreCommit(StoredFixture.CLINIC);
        commit.take(StoredFixture.hint());
        commit.close("open");
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
