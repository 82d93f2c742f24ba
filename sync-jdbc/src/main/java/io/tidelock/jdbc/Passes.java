package io.tidelock.jdbc;

import io.tidelock.connector.Connector;
import io.tidelock.engine.Assurances;
import io.tidelock.engine.CallUnderWay;
import io.tidelock.engine.Integration;
import io.tidelock.engine.IntegrationCatalog;
import io.tidelock.engine.OutdatedPlanException;
import io.tidelock.engine.SyncEngine;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.LeaseLostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Makes the passes of one node, each under a lease of its own. Thread-safe. */
final class Passes {

    /** When what failed is tried again. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration HANGS_AFTER = Duration.ofSeconds(10);

    private final JdbcStore store;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final String node;
    private final int workers;
    private final Duration call;
    private final Duration passLasts;
    private final IntegrationCatalog catalog;
    private final BiConsumer<IntegrationId, SyncEngine.Builder> completes;
    private final ClusterListener listener;
    private final Map<IntegrationId, SyncEngine> running = new ConcurrentHashMap<>();
    private final Assurances ofPlans = new Assurances();
    private final Map<IntegrationId, Assurances> assured = new ConcurrentHashMap<>();
    private final Set<IntegrationId> gone = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Passes(SyncCluster.Builder builder, JdbcStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.nanoTime = builder.nanoTime;
        this.node = builder.name;
        this.workers = builder.workers;
        this.call = builder.call;
        this.passLasts = builder.passLasts;
        this.catalog = Objects.requireNonNull(builder.catalog);
        this.completes = Objects.requireNonNull(builder.engine);
        this.listener = builder.listener;
    }

    /**
     * When an integration is due next.
     *
     * @param at empty for never again
     */
    record Next(Optional<Instant> at) {

        static final Next NEVER = new Next(Optional.empty());

        static Next at(Instant moment) {
            return new Next(Optional.of(moment));
        }
    }

    /** Makes one pass of an integration that this node got. */
    Next pass(IntegrationId id) {
        if (closed) {
            return Next.at(clock.instant());
        }
        Integration integration;
        try {
            integration = catalog.open(id);
        } catch (IllegalArgumentException unknown) {
            assured.remove(id);
            listener.onGone(id);
            return Next.NEVER;
        } catch (RuntimeException hosts) {
            listener.onFailure(id, hosts);
            return in(AGAIN);
        }
        try {
            return hangs(integration) ? in(SOON) : underLease(integration);
        } catch (OutdatedPlanException older) {
            listener.onOutdated(id);
            return in(SOON);
        } catch (LeaseLostException taken) {
            listener.onLost(id);
            return in(AGAIN);
        } catch (RuntimeException failed) {
            listener.onFailure(id, failed);
            return in(AGAIN);
        } finally {
            running.remove(id);
        }
    }

    private Next underLease(Integration integration) {
        IntegrationId id = integration.id();
        try (NodeLease lease = NodeLease.take(store.database(), id, node, call, nanoTime)) {
            SyncEngine.Builder builder = SyncEngine.builder()
                    .integration(integration)
                    .store(store.under(id, lease.epoch()))
                    .clock(clock)
                    .passLasts(passLasts)
                    .assurances(assured.computeIfAbsent(id, none -> ofPlans.ofThePlan()))
                    .lease(lease);
            completes.accept(id, builder);
            SyncEngine engine = builder.build();
            running.put(id, engine);
            listener.onBegin(id);
            SyncReport report = engine.run();
            listener.onEnd(id, report);
            return gone.remove(id) ? Next.NEVER : Next.at(report.nextDue());
        }
    }

    /** Once calls to a vendor hang in a quarter of the workers, nothing more that needs it begins. */
    private boolean hangs(Integration integration) {
        Instant since = clock.instant().minus(HANGS_AFTER);
        List<String> needed = List.of(system(integration.business()), system(integration.crm()));
        long hanging = running.values().stream()
                .flatMap(engine -> engine.calling().stream())
                .filter(under -> under.since().isBefore(since))
                .map(CallUnderWay::account)
                .filter(account -> needed.contains(account.system()))
                .count();
        return hanging >= Math.max(1, workers / 4);
    }

    private static String system(Connector connector) {
        return connector.account().system();
    }

    private Next in(Duration length) {
        return Next.at(clock.instant().plus(length));
    }

    void stop(IntegrationId id) {
        Optional.ofNullable(running.get(id)).ifPresent(SyncEngine::stop);
    }

    /** Notes that an integration is not to be put back after the pass that is under way. */
    void gone(IntegrationId id) {
        if (running.containsKey(id)) {
            gone.add(id);
        }
    }

    List<IntegrationId> running() {
        return List.copyOf(running.keySet());
    }

    void close() {
        closed = true;
        running.values().forEach(SyncEngine::stop);
    }
}
