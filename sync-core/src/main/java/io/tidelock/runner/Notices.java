package io.tidelock.runner;

import io.tidelock.record.IntegrationId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener; one that fails hears less, and harms nothing. */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRunner.class);

    private final RunnerListener listener;

    Notices(RunnerListener listener) {
        this.listener = listener;
    }

    void begun(IntegrationId id) {
        hear(() -> listener.onBegin(id));
    }

    void ended(IntegrationId id, Outcome outcome, Optional<Failure> failure) {
        if (outcome instanceof Outcome.Ended pass) {
            hear(() -> listener.onEnd(id, pass.report()));
        } else if (outcome instanceof Outcome.Gone) {
            hear(() -> listener.onGone(id));
        } else if (!(outcome instanceof Outcome.Returned)) {
            failure.ifPresent(why -> hear(() -> listener.onFailure(id, why)));
        }
    }

    void of(Roster.Round round) {
        round.hang().forEach((system, since) -> hear(() -> listener.onHang(system, since)));
        round.recovered().forEach(system -> hear(() -> listener.onRecovery(system)));
    }

    private static void hear(Runnable notice) {
        try {
            notice.run();
        } catch (RuntimeException broken) { // the host's code
            LOG.warn("A runner listener failed with {}", broken.getClass().getName());
        }
    }
}
