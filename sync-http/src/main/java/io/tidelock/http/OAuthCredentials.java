package io.tidelock.http;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.connector.RequestRejectedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.connector.UnknownOutcomeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A token that is renewed at four fifths of its life, by one thread while the others go on with the old one. */
final class OAuthCredentials extends Credentials {

    private static final Duration AFTER_FAILED_RENEWAL = Duration.ofSeconds(30);

    private final TokenSource source;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Held held;

    OAuthCredentials(TokenSource source) {
        this.source = source;
    }

    @Override
    String header() {
        return "Authorization";
    }

    @Override
    String value(Instant now) {
        Held current = held;
        if (current == null || !now.isBefore(current.expires)) {
            return fetchUnless(current, now).header;
        }
        if (!now.isBefore(current.renewal) && fetching.tryLock()) {
            try {
                return renewEarly(current, now).header;
            } finally {
                fetching.unlock();
            }
        }
        return current.header;
    }

    @Override
    boolean renew(String expired, Instant now) {
        Held current = held;
        if (current == null || current.header.equals(expired)) {
            fetchUnless(current, now);
        }
        return true;
    }

    @Override
    void denied(String value) {
        fetching.lock();
        try {
            Held current = held;
            if (current != null && current.header.equals(value)) {
                held = null;
            }
        } finally {
            fetching.unlock();
        }
    }

    /** Fetches a token, unless another thread did so since {@code stale} was looked at. */
    private Held fetchUnless(@Nullable Held stale, Instant now) {
        fetching.lock();
        try {
            Held current = held;
            return current != null && !current.sameTokenAs(stale) ? current : fetch(now);
        } finally {
            fetching.unlock();
        }
    }

    private Held renewEarly(Held current, Instant now) {
        Held latest = held;
        if (latest != null && !latest.sameTokenAs(current)) {
            return latest;
        }
        try {
            return fetch(now);
        } catch (RetryLaterException | QuotaExhaustedException notNow) {
            Held kept = current.renewedAt(now.plus(AFTER_FAILED_RENEWAL));
            held = kept;
            return kept;
        }
    }

    private Held fetch(Instant now) {
        try {
            Held fresh = Held.of(source.fetch(), now);
            held = fresh;
            return fresh;
        } catch (UnknownOutcomeException lost) {
            // the outcome of the token request is unknown; that of the request it was for is not: it was never sent
            throw new RetryLaterException("No answer to a request for an access token", Duration.ofSeconds(1), lost);
        } catch (RequestRejectedException refused) {
            // nor was the request it was for refused: a batch must not be taken apart for it
            throw new AccessDeniedException("No access token: " + refused.getMessage());
        }
    }

    private static final class Held {
        private final String header;
        private final Instant renewal;
        private final Instant expires;

        private Held(String header, Instant renewal, Instant expires) {
            this.header = header;
            this.renewal = renewal;
            this.expires = expires;
        }

        static Held of(AccessToken token, Instant now) {
            String header = "Bearer " + token.value();
            return token.life()
                    .map(life -> new Held(header, now.plus(life.multipliedBy(4).dividedBy(5)), now.plus(life)))
                    .orElseGet(() -> new Held(header, Instant.MAX, Instant.MAX));
        }

        boolean sameTokenAs(@Nullable Held other) {
            return other != null && other.header.equals(header);
        }

        Held renewedAt(Instant moment) {
            return new Held(header, moment, expires);
        }
    }
}
