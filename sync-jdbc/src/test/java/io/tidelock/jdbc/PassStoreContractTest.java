package io.tidelock.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.SyncStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store as one pass sees it")
class PassStoreContractTest {

    private static final IntegrationId MINE = IntegrationId.of("mine");

    @Nested
    @DisplayName("on PostgreSQL, under a lease")
    class Leased extends SyncStoreContract {

        @SuppressWarnings("NullAway.Init") // set before every test
        private HikariDataSource pool;

        @Override
        protected SyncStore emptyStore() {
            pool = Postgres.pool(Postgres.emptySchema());
            return JdbcStore.open(pool).under(MINE, 0); // that of a lease that nobody took yet
        }

        @AfterEach
        void close() {
            pool.close();
        }
    }

    @Nested
    @DisplayName("on SQLite")
    class Alone extends SyncStoreContract {

        @TempDir
        @SuppressWarnings("NullAway.Init") // set before every test
        Path folder;

        @SuppressWarnings("NullAway.Init") // set before every test
        private JdbcStore store;

        @Override
        protected SyncStore emptyStore() {
            store = JdbcStore.open(Sqlite.file(folder.resolve("store.db")));
            return store.forPass(MINE);
        }

        @AfterEach
        void close() {
            store.close();
        }
    }
}
