package io.tidelock.testkit.engine;

import io.tidelock.jdbc.JdbcStore;
import io.tidelock.jdbc.Sqlite;
import io.tidelock.store.SyncStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUndoTest extends UndoContract {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    private @Nullable JdbcStore open;

    @Override
    public SyncStore store() {
        open = JdbcStore.open(Sqlite.file(folder.resolve("undo.db")));
        return open;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }
}
