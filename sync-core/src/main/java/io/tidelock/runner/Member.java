package io.tidelock.runner;

import io.tidelock.engine.Assurances;
import io.tidelock.engine.SyncReport;
import io.tidelock.record.IntegrationId;
import io.tidelock.runner.IntegrationHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the runner remembers of one integration between its passes: when it is due, and why not. Guarded by the roster. */
final class Member {

    /** A pass that left something undone because of a failure is not repeated at once, however much there is to do. */
    private static final Duration AFTER_AN_INTERRUPTION = Duration.ofMinutes(1);

    final IntegrationId id;
    final long number;
    final Assurances assurances;

    /** When it is due, or was; not to be changed while it waits in a lane. */
    Instant due;

    boolean everything;
    boolean removed;
    private List<String> vendors = Vendors.UNKNOWN;
    private boolean suspect;
    private boolean woken;
    private Instant notBefore = Instant.MIN;
    private Instant pausedSince = Instant.MAX;
    private int interruptions;
    private @Nullable Failure failure;

    @Nullable
    Turn turn;

    Member(IntegrationId id, long number, Instant now, Assurances assurances) {
        this.id = id;
        this.number = number;
        this.assurances = assurances;
        this.due = now;
    }

    List<String> vendors() {
        return vendors;
    }

    void know(List<String> names) {
        vendors = names;
    }

    /** Returns in which lane it waits: with those that need the same vendors, apart from those whose calls hung. */
    List<String> lane() {
        if (!suspect) {
            return vendors;
        }
        List<String> lane = new ArrayList<>(vendors);
        lane.add(Vendors.SUSPECTS);
        return lane;
    }

    /** Tells whether it is to wait in a lane. */
    boolean isQueued() {
        return turn == null && !removed && !isPaused() && !isLeftAlone();
    }

    boolean isPaused() {
        return !pausedSince.equals(Instant.MAX);
    }

    private boolean isLeftAlone() {
        return failure != null && failure.leavesAlone();
    }

    void pause(Instant now) {
        pausedSince = isPaused() ? pausedSince : now;
    }

    /** Forgets what kept it from running, and is due. */
    void resume(Instant now) {
        pausedSince = Instant.MAX;
        again(now);
    }

    /** Is due by its own or by a person's will; a pause stays one. */
    void again(Instant now) {
        failure = null;
        notBefore = Instant.MIN;
        woken = turn != null;
        due = earlier(due, now);
    }

    /** Is due soon, though no sooner than what is in the way may be gone. */
    void wake(Instant now) {
        woken = turn != null;
        if (failure == null) {
            due = earlier(due, later(now, notBefore));
        }
    }

    /** Begins a turn. */
    Turn begin(Instant now) {
        turn = new Turn(this, now);
        everything = false;
        woken = false;
        return turn;
    }

    /** Ends the turn. */
    void end(Turn ended, Outcome outcome, Instant now) {
        turn = null;
        everything |= ended.everything && (ended.isStopped() || !(outcome instanceof Outcome.Ended));
        if (ended.hasBegun()) {
            suspect = ended.hung();
        }
        if (outcome instanceof Outcome.Ended pass) {
            rest(pass.report(), now);
        } else if (outcome instanceof Outcome.Failed failed) {
            fail((since, attempts) -> Failure.of(failed.cause(), since, attempts), now);
        } else if (outcome instanceof Outcome.Died) {
            fail(Failure::death, now);
        } else if (outcome instanceof Outcome.Returned returned
                && !returned.rest().isZero()) {
            due = now.plus(returned.rest());
        }
        woken = false;
    }

    private void rest(SyncReport report, Instant now) {
        failure = null;
        interruptions = report.interruptions().size();
        notBefore = report.resumeAt().orElse(Instant.MIN);
        Instant next = report.more() ? more(report, now) : later(report.nextDue(), now);
        due = woken ? earlier(next, later(now, notBefore)) : next;
    }

    private static Instant more(SyncReport report, Instant now) {
        if (report.interruptions().isEmpty()) {
            return now;
        }
        Instant soon = now.plus(AFTER_AN_INTERRUPTION);
        return report.resumeAt().map(at -> earlier(later(at, now), soon)).orElse(soon);
    }

    /** Makes a failure of when the first of its kind was and how many there were. */
    private interface Failing {
        Failure of(Instant since, int attempts);
    }

    private void fail(Failing failing, Instant now) {
        Failure before = failure;
        Failure next = before == null ? failing.of(now, 1) : failing.of(before.since(), before.attempts() + 1);
        failure = next;
        due = now.plus(BackOff.after(id, next));
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    IntegrationHealth health(Instant now) {
        State state = state(now);
        Turn running = turn;
        Instant at = state == State.PAUSED ? pausedSince : running != null ? running.since : due;
        Instant since =
                state == State.LEFT_ALONE ? failure().map(Failure::since).orElse(at) : at;
        return new IntegrationHealth(id, state, since, failure(), interruptions);
    }

    private State state(Instant now) {
        if (isPaused()) {
            return State.PAUSED;
        } else if (turn != null) {
            return State.RUNNING;
        } else if (isLeftAlone()) {
            return State.LEFT_ALONE;
        } else if (failure != null) {
            return State.FAILING;
        }
        return due.isAfter(now) ? State.RESTING : State.DUE;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
