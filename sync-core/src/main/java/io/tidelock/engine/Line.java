package io.tidelock.engine;

import io.tidelock.record.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The line to one account: knows whether a call is under way. One caller at a time, asked by any thread. */
final class Line {

    private final AccountId account;
    private final Clock clock;
    private final Lease lease;
    private volatile @Nullable Instant since;

    Line(AccountId account, Clock clock, Lease lease) {
        this.account = account;
        this.clock = clock;
        this.lease = lease;
    }

    /** Makes a call, if there is time left for it to end under the same lease. */
    <T> T call(Supplier<T> call) {
        lease.requireForCall();
        since = clock.instant();
        try {
            return call.get();
        } finally {
            since = null;
        }
    }

    Optional<CallUnderWay> underWay() {
        return Optional.ofNullable(since).map(at -> new CallUnderWay(account, at));
    }
}
