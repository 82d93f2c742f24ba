package io.tidelock.testkit.simulation;

import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.store.Intent;
import io.tidelock.store.LinkState;
import io.tidelock.store.Parked;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoreRequest;
import io.tidelock.store.StoreSnapshot;
import io.tidelock.store.StoredHint;
import io.tidelock.store.StoredLink;
import io.tidelock.store.StoredVerdict;
import io.tidelock.store.SyncStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/** A store that tells of everything that is asked of it, and shows what it holds. */
final class WatchedStore {

    private static final IntegrationId INTEGRATION = Stage.INTEGRATION;
    private static final int ALL = 100_000;

    private final SyncStore kept;
    private int changes;
    private int hinted;

    WatchedStore(SyncStore kept) {
        this.kept = kept;
    }

    /** Hears what is asked of the store. */
    interface Watcher {

        /** Hears of a question or, with {@code commits}, of a commit before it is done; what it throws keeps it from being done. */
        void before(boolean commits);

        /** Hears of a commit that is done. */
        void committed(StoreCommit commit);
    }

    /** Returns the store as a program sees it that is watched. */
    SyncStore watched(Watcher watcher) {
        return (SyncStore) Proxy.newProxyInstance(
                SyncStore.class.getClassLoader(), new Class<?>[] {SyncStore.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit");
                    watcher.before(commits);
                    Object result;
                    try {
                        result = method.invoke(kept, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (commits) {
                        changes += ((StoreCommit) arguments[0]).changes();
                        hinted += ((StoreCommit) arguments[0]).hints().size();
                        watcher.committed((StoreCommit) arguments[0]);
                    }
                    return result;
                });
    }

    /** Counts what changed since the beginning, the positions of feeds aside. */
    int changes() {
        return changes;
    }

    /** Counts the same without what an inbox heard. */
    int changesOfPasses() {
        return changes - hinted;
    }

    List<StoredHint> hints() {
        return kept.hints(INTEGRATION, ALL);
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

    boolean isActive(String flow) {
        return kept.activatedAt(INTEGRATION, flow).isPresent();
    }

    Optional<StoredLink> link(String flow, Side side, RecordRef ref) {
        return about(flow, side, ref).link(ref);
    }

    Optional<StoredLink> liveLink(String flow, Side side, RecordRef ref) {
        return link(flow, side, ref).filter(link -> link.state() == LinkState.LIVE);
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
