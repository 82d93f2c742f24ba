package io.tidelock.testkit.engine;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.SyncStoreContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The in-memory store")
class InMemoryStoreTest extends SyncStoreContract {

    @Override
    protected SyncStore emptyStore() {
        return new InMemoryStore();
    }
}
