package io.tidelock.http;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.ConnectorException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.record.AccountId;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches access tokens by the refresh token of a {@link TokenStore}, and keeps the one that comes back. One thread at a time,
 * as {@link TokenSource} says.
 */
final class RefreshedTokens implements TokenSource {

    private static final Duration STORE_IS_DOWN = Duration.ofSeconds(30);

    private final AccountId account;
    private final TokenStore store;
    private final Function<String, TokenGrant> exchange;
    private volatile @Nullable Unkept unkept;

    RefreshedTokens(AccountId account, TokenStore store, Function<String, TokenGrant> exchange) {
        this.account = account;
        this.store = store;
        this.exchange = exchange;
    }

    @Override
    public AccessToken fetch() {
        String known = known();
        try {
            return renewed(known);
        } catch (AccessDeniedException denied) {
            String newer = known();
            if (newer.equals(known)) {
                throw denied;
            }
            return renewed(newer); // another node renewed it, and its answer made ours void
        }
    }

    private AccessToken renewed(String known) {
        TokenGrant grant = exchange.apply(known);
        grant.refreshToken().filter(next -> !next.equals(known)).ifPresent(next -> keep(new Unkept(known, next)));
        return grant.access();
    }

    /** A token that could not be kept is the one to use, unless the store has another by now. */
    private String known() {
        String stored = asked(() -> store.refreshToken(account)
                .orElseThrow(() -> new AccessDeniedException(
                        account + " is not connected: a person has to, for there is no refresh token of it")));
        Unkept pending = unkept;
        if (pending == null || !pending.before.equals(stored)) {
            unkept = null;
            return stored;
        }
        keep(pending);
        return pending.token;
    }

    private void keep(Unkept pending) {
        unkept = pending;
        asked(() -> {
            store.keep(account, pending.token);
            return pending;
        });
        unkept = null;
    }

    /** What the host's store throws may quote the token, so only its kind goes on. */
    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ConnectorException ours) {
            throw ours;
        } catch (RuntimeException broken) {
            throw new RetryLaterException(
                    "The token store failed at " + account + " with "
                            + broken.getClass().getName(),
                    STORE_IS_DOWN,
                    null);
        }
    }

    private static final class Unkept {
        private final String before;
        private final String token;

        Unkept(String before, String token) {
            this.before = before;
            this.token = token;
        }
    }
}
