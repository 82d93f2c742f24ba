package io.tidelock.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.SyncStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store on PostgreSQL, as the holder of a lease sees it")
class LeasedStoreContractTest extends SyncStoreContract {

    @SuppressWarnings("NullAway.Init") // set before every test
    private HikariDataSource pool;

    @Override
    protected SyncStore emptyStore() {
        pool = Postgres.pool(Postgres.emptySchema());
        return JdbcStore.open(pool).under(IntegrationId.of("mine"), 0); // that of a lease that nobody took yet
    }

    @AfterEach
    void close() {
        pool.close();
    }
}
