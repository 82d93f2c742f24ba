package io.tidelock.runner;

import io.tidelock.engine.CallUnderWay;
import io.tidelock.engine.SyncEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member's time on a worker: from being handed out until whatever became of it is noted. Guarded by the roster. */
final class Turn {

    final Member member;
    final Instant since;
    final boolean everything;
    List<String> vendors;
    private @Nullable SyncEngine engine;
    private boolean stopped;
    private boolean hung;
    private Optional<CallUnderWay> hanging = Optional.empty();

    Turn(Member member, Instant since) {
        this.member = member;
        this.since = since;
        this.everything = member.everything;
        this.vendors = member.lane();
    }

    /** Takes the engine that makes the pass; false if the turn was stopped meanwhile. */
    boolean begin(SyncEngine made) {
        if (!stopped) {
            engine = made;
        }
        return !stopped;
    }

    /** Asks the pass to end with the page it is at. */
    void stop() {
        stopped = true;
        if (engine != null) {
            engine.stop();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    boolean hasBegun() {
        return engine != null;
    }

    /** Looks whether a call takes too long. */
    void look(Instant now, Duration hangsAfter) {
        hanging = calling().filter(call -> !call.since().plus(hangsAfter).isAfter(now));
        hung |= hanging.isPresent();
    }

    /** Returns when to look again. */
    Instant lookAt(Instant now, Duration hangsAfter) {
        return calling()
                .map(call -> call.since().plus(hangsAfter))
                .filter(at -> at.isAfter(now))
                .orElse(now.plus(hangsAfter));
    }

    private Optional<CallUnderWay> calling() {
        return Optional.ofNullable(engine).flatMap(SyncEngine::calling);
    }

    /** Returns the call that takes too long, as it was when somebody last looked. */
    Optional<CallUnderWay> hanging() {
        return hanging;
    }

    boolean hangsIn(String vendor) {
        return hanging.filter(call -> call.account().system().equals(vendor)).isPresent();
    }

    /** Tells whether a call took too long, even if it does no more. */
    boolean hung() {
        return hung;
    }
}
