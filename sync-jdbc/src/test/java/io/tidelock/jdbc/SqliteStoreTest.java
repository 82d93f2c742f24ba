package io.tidelock.jdbc;

import io.tidelock.store.SyncStore;
import io.tidelock.testkit.SyncStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store on SQLite")
class SqliteStoreTest extends SyncStoreContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before every test
    private JdbcStore store;

    @Override
    protected SyncStore emptyStore() {
        store = JdbcStore.open(Sqlite.file(folder.resolve("store.db")));
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
