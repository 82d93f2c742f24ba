package io.tidelock.testkit.engine;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.SyncStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store whose commits are moments at which the process can die, and which shows what it holds. */
final class WatchedStore {

    static final IntegrationId INTEGRATION = IntegrationId.of("clinic-1");
    private static final int ALL = 10_000;

    private final SyncStore kept;
    private final SyncStore watched;
    private int changes;

    /**
     * Watches a store.
     *
     * @param before is called before a commit; what it throws keeps it from happening
     * @param after is called after a commit
     */
    WatchedStore(SyncStore store, Runnable before, Consumer<StoreCommit> after) {
        this.kept = store;
        this.watched = (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit");
                    if (commits) {
                        before.run();
                    }
                    Object result;
                    try {
                        result = method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (commits) {
                        changes += ((StoreCommit) arguments[0]).changes();
                        after.accept((StoreCommit) arguments[0]);
                    }
                    return result;
                });
    }

    SyncStore store() {
        return watched;
    }

    /** Counts what changed since the beginning, the positions of feeds aside. */
    int changes() {
        return changes;
    }

    List<StoredLink> links(String flow) {
        return kept.links(INTEGRATION, flow, null, ALL);
    }

    List<Parked> parked(String flow) {
        return kept.parked(INTEGRATION, flow, ALL);
    }

    List<Intent> intents(String flow) {
        return kept.openIntents(INTEGRATION, flow);
    }

    Optional<StoredLink> link(String flow, Side side, RecordRef ref) {
        return about(flow, side, ref).link(ref);
    }

    /** Returns what a record is now, as far as the engine heard of merges. */
    RecordRef survivor(String flow, Side side, RecordRef ref) {
        return about(flow, side, ref).aliases().getOrDefault(ref, ref);
    }

    boolean isLinked(String flow, Side side, RecordRef ref) {
        return link(flow, side, ref)
                .filter(link -> link.state() == LinkState.LIVE)
                .isPresent();
    }

    Optional<Parked> parked(String flow, Side side, RecordRef ref) {
        return Optional.ofNullable(about(flow, side, ref).parked().get(ref));
    }

    Optional<StoredVerdict> verdict(String flow, Side side, RecordRef ref) {
        return Optional.ofNullable(about(flow, side, ref).verdicts().get(ref));
    }

    /** Tells whether a record has a durable fate: linked, parked, judged, or the origin of a write under way. */
    boolean knows(String flow, Side side, RecordRef ref) {
        StoreSnapshot known = about(flow, side, ref);
        return known.link(ref).isPresent()
                || known.parked().containsKey(ref)
                || known.verdicts().containsKey(ref)
                || intents(flow).stream().anyMatch(intent -> intent.origin().equals(new Parked.Key(flow, side, ref)));
    }

    private StoreSnapshot about(String flow, Side side, RecordRef ref) {
        return kept.load(StoreRequest.about(INTEGRATION, flow, side, List.of(ref)));
    }
}
