package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.mapping.Condition;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Party;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;
import io.tidelock.store.GlancingStore;
import io.tidelock.store.SyncStore;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What was given to the builder, checked. */
record EngineParts(
        IntegrationId integration,
        Plan plan,
        Map<Party, Connector> connectors,
        SyncStore store,
        Clock clock,
        Supplier<UUID> ids,
        SyncListener listener,
        Optional<Duration> passLasts,
        Assurances assurances,
        Duration checksSchemaEvery,
        Lease lease,
        Witness witness,
        Optional<Journal> journal,
        Map<String, Condition> filters) {

    static EngineParts of(SyncEngine.Builder builder, Map<Party, Line> lines) {
        return new EngineParts(
                Objects.requireNonNull(builder.integration),
                Objects.requireNonNull(builder.plan),
                guarded(builder, lines),
                Objects.requireNonNull(builder.store),
                builder.clock,
                builder.ids,
                builder.listener,
                builder.passLasts,
                builder.assurances,
                builder.checksSchemaEvery,
                builder.lease,
                Witness.NOBODY,
                builder.journal,
                filters(builder));
    }

    private static Map<String, Condition> filters(SyncEngine.Builder builder) {
        return builder.backfillFilters.stream()
                .collect(Collectors.toUnmodifiableMap(Condition::name, filter -> filter));
    }

    private static Map<Party, Connector> guarded(SyncEngine.Builder builder, Map<Party, Line> lines) {
        Map<Party, Connector> guarded = new EnumMap<>(Party.class);
        builder.connectors.forEach((party, connector) -> {
            Connector spoken = party == Party.CRM
                    ? connector.speaking(Objects.requireNonNull(builder.plan).crmSchema())
                    : connector;
            guarded.put(party, new GuardedConnector(spoken, Objects.requireNonNull(lines.get(party))));
        });
        return guarded;
    }

    /**
     * Returns a flow of the plan.
     *
     * @throws IllegalArgumentException if there is none, naming those that are
     */
    Flow flow(String id) {
        return plan.flows().stream()
                .filter(flow -> flow.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no flow \"" + id + "\"; there are "
                        + plan.flows().stream().map(Flow::id).toList()));
    }

    /**
     * Returns a filter for backfills.
     *
     * @throws IllegalArgumentException if there is none, naming those that are
     */
    Condition filter(String name) {
        return Optional.ofNullable(filters.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no backfill filter \"" + name + "\"; there are " + new TreeSet<>(filters.keySet())));
    }

    /** Returns the same with the store as one pass sees it. */
    EngineParts forPass() {
        return with(store instanceof GlancingStore glancing ? glancing.forPass(integration) : store, witness);
    }

    /** Returns the same with somebody who watches passes and may keep them from writing. */
    EngineParts watched(Witness by) {
        return with(store, by);
    }

    private EngineParts with(SyncStore other, Witness by) {
        return new EngineParts(
                integration,
                plan,
                connectors,
                other,
                clock,
                ids,
                listener,
                passLasts,
                assurances,
                checksSchemaEvery,
                lease,
                by,
                journal,
                filters);
    }

    /** Returns the same with systems and a store that keep nothing, heard and watched by one, and ids of its own. */
    <W extends Witness & SyncListener> EngineParts rehearsing(Map<Party, Connector> systems, SyncStore overlay, W by) {
        long[] last = {0};
        Supplier<UUID> own = () -> new UUID(0, ++last[0]);
        return new EngineParts(
                integration,
                plan,
                systems,
                overlay,
                clock,
                own,
                by,
                passLasts,
                assurances,
                checksSchemaEvery,
                lease,
                by,
                Optional.empty(),
                filters);
    }
}
