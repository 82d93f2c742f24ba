package io.tidelock.testkit.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.jdbc.Postgres;
import io.tidelock.store.SyncStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresUndoTest extends UndoContract {

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static HikariDataSource pool;

    @BeforeAll
    static void connect() {
        pool = Postgres.pool(Postgres.emptySchema());
    }

    @AfterAll
    static void disconnect() {
        pool.close();
    }

    @Override
    public SyncStore store() {
        Postgres.empty(pool);
        return JdbcStore.open(pool);
    }
}
