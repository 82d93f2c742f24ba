package io.tidelock.testkit.engine;

import io.tidelock.record.IntegrationId;
import io.tidelock.store.FeedPosition;
import io.tidelock.store.Intent;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.Call;
import io.tidelock.testkit.CallWatcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts the moments before and after every call and every commit, and lets the process die at one of them. */
final class Steps implements CallWatcher {

    private int taken;
    private int deadly;

    /** The process died. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets the process die at a step from now on; 0 for never. */
    void dieAt(int step) {
        taken = 0;
        deadly = step;
    }

    int taken() {
        return taken;
    }

    void step() {
        if (++taken == deadly) {
            throw new Crash();
        }
    }

    @Override
    public void before(Call call) {
        step();
    }

    @Override
    public void after(Call call) {
        step();
    }

    /** Returns a store whose commits are steps. */
    SyncStore watch(SyncStore store) {
        return new WatchedStore(store, this);
    }

    private record WatchedStore(SyncStore store, Steps steps) implements SyncStore {
        @Override
        public StoreSnapshot load(StoreRequest request) {
            return store.load(request);
        }

        @Override
        public List<Parked> due(IntegrationId integration, String flow, Instant now, int max) {
            return store.due(integration, flow, now, max);
        }

        @Override
        public List<Parked> parked(IntegrationId integration, String flow, int max) {
            return store.parked(integration, flow, max);
        }

        @Override
        public List<Intent> openIntents(IntegrationId integration, String flow) {
            return store.openIntents(integration, flow);
        }

        @Override
        public Optional<FeedPosition> position(IntegrationId integration, String feed) {
            return store.position(integration, feed);
        }

        @Override
        public Optional<Instant> activatedAt(IntegrationId integration, String flow) {
            return store.activatedAt(integration, flow);
        }

        @Override
        public Set<String> commit(StoreCommit commit) {
            steps.step();
            Set<String> refused = store.commit(commit);
            steps.step();
            return refused;
        }
    }
}
