package io.tidelock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.record.IntegrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose tables they are, and who may change them. */
class MigrationsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    static Path folder;

    static Stream<Named<DataSource>> databases() {
        return Stream.of(
                Named.of("SQLite", Sqlite.file(folder.resolve(System.nanoTime() + ".db"))),
                Named.of("PostgreSQL", Postgres.emptySchema()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void newerTablesAreRefusedAndLeftAlone(DataSource database) throws SQLException {
        JdbcStore.open(database).close();
        run(database, "INSERT INTO tidelock_format (version) VALUES (7)");

        assertThatThrownBy(() -> JdbcStore.open(database))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("format 7")
                .hasMessageContaining("works with " + Migrations.LATEST)
                .hasMessageContaining("Update this node");
        assertThatThrownBy(() -> JdbcStore.openAsIs(database)).isInstanceOf(StoreFormatException.class);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void hostThatRunsTheScriptsItselfIsToldWhichOneIsMissing(DataSource database) throws SQLException {
        assertThatThrownBy(() -> JdbcStore.openAsIs(database))
                .isInstanceOf(StoreFormatException.class)
                .hasMessageContaining("001.sql");
        JdbcStore.open(database).close();

        assertThatCode(() -> JdbcStore.openAsIs(database).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void openingAgainChangesNothing(DataSource database) {
        JdbcStore.open(database).close();

        JdbcStore again = JdbcStore.open(database);

        assertThat(again.plan(IntegrationId.of("mine"))).isEmpty();
        again.close();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nodesThatStartTogetherMakeTheTablesOnce(DataSource database) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Future<?>> started = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            started.add(nodes.submit(() -> JdbcStore.open(database).close()));
        }
        for (Future<?> node : started) {
            node.get();
        }
        nodes.shutdown();

        assertThatCode(() -> JdbcStore.openAsIs(database).close()).doesNotThrowAnyException();
    }

    @Test
    void databaseThatForgetsIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> JdbcStore.open(Sqlite.file(Path.of(":memory:"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("journal_mode")
                .hasMessageContaining("InMemoryStore");
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
