package io.tidelock.testkit.engine;

import io.tidelock.store.InMemoryStore;
import io.tidelock.store.OverlayStore;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.SyncStoreContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class OverlayStoreTest {

    @Nested
    @DisplayName("An overlay over an empty store")
    class OverNothing extends SyncStoreContract {

        @Override
        protected SyncStore emptyStore() {
            return new OverlayStore(new InMemoryStore());
        }
    }

    /** A commit before anything is asked goes to the store beneath, what follows to the overlay. */
    @Nested
    @DisplayName("An overlay over what was stored before")
    class OverSomething extends SyncStoreContract {

        @Override
        public void sharingIsMutual() {} // who shares a target beneath cannot be asked

        @Override
        public void sharedTargetBecomesOnes() {} // nor here

        @Override
        protected SyncStore emptyStore() {
            SyncStore beneath = new InMemoryStore();
            SyncStore above = new OverlayStore(beneath);
            boolean[] stored = {false};
            return (SyncStore) Proxy.newProxyInstance(
                    SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                        boolean first = method.getName().equals("commit") && !stored[0];
                        stored[0] = true;
                        if (first) {
                            return beneath.commit((StoreCommit) arguments[0]);
                        }
                        try {
                            return method.invoke(above, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }
    }
}
