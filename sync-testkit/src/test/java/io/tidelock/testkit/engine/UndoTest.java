package io.tidelock.testkit.engine;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;

class UndoTest extends UndoContract {

    @Override
    SyncStore store() {
        return new InMemoryStore();
    }
}
