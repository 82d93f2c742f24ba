package io.tidelock.runner;

import io.tidelock.engine.Integration;
import io.tidelock.engine.IntegrationCatalog;
import io.tidelock.engine.SyncEngine;
import io.tidelock.record.IntegrationId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Makes one turn, on the host's thread: opens the integration, makes the pass, drops both. */
final class Worker {

    private final Roster roster;
    private final IntegrationCatalog catalog;
    private final BiConsumer<IntegrationId, SyncEngine.Builder> engines;
    private final Clock clock;
    private final Duration passLasts;
    private final Notices notices;

    Worker(
            Roster roster,
            IntegrationCatalog catalog,
            BiConsumer<IntegrationId, SyncEngine.Builder> engines,
            Clock clock,
            Duration passLasts,
            Notices notices) {
        this.roster = roster;
        this.catalog = catalog;
        this.engines = engines;
        this.clock = clock;
        this.passLasts = passLasts;
        this.notices = notices;
    }

    /** Makes a turn; whatever happens, the integration is free again afterwards. */
    void work(Turn turn) {
        Outcome outcome = new Outcome.Died();
        try {
            outcome = outcome(turn);
        } catch (RuntimeException failure) { // of the store, the catalog or the host's code
            outcome = new Outcome.Failed(failure);
        } finally {
            Optional<Failure> failure = roster.end(turn, outcome, clock.instant());
            notices.ended(turn.member.id, outcome, failure);
        }
    }

    /** Gives a turn back that nobody made. */
    void giveBack(Turn turn, Duration rest) {
        roster.end(turn, new Outcome.Returned(rest), clock.instant());
    }

    private Outcome outcome(Turn turn) {
        if (roster.isStopped(turn)) {
            return new Outcome.Returned(Duration.ZERO);
        }
        return outcome(turn, turn.member.id);
    }

    private Outcome outcome(Turn turn, IntegrationId id) {
        Integration integration;
        try {
            integration = catalog.open(id);
        } catch (IllegalArgumentException unknown) {
            return new Outcome.Gone();
        }
        if (!integration.id().equals(id)) {
            throw new IllegalStateException("The catalog opened another integration than it was asked for");
        }
        if (!roster.admit(turn, vendors(integration))) {
            return new Outcome.Returned(Duration.ZERO);
        }
        SyncEngine engine = engine(turn.member, integration);
        if (!roster.begin(turn, engine)) {
            return new Outcome.Returned(Duration.ZERO);
        }
        notices.begun(id);
        return new Outcome.Ended(turn.everything ? engine.runNow() : engine.run());
    }

    private static List<String> vendors(Integration integration) {
        return Stream.of(integration.business(), integration.crm())
                .map(connector -> connector.account().system())
                .distinct()
                .sorted()
                .toList();
    }

    private SyncEngine engine(Member member, Integration integration) {
        SyncEngine.Builder builder = SyncEngine.builder().integration(integration);
        engines.accept(member.id, builder);
        return builder.clock(clock)
                .passLasts(passLasts)
                .assurances(member.assurances)
                .build();
    }
}
