package io.tidelock.http;

import io.tidelock.record.AccountId;
import java.util.Optional;

/**
 * Keeps the refresh tokens of a host's accounts: the host's own, durable and, where several nodes run, shared by them.
 * Whoever holds such a token acts as the person who connected the account, so it belongs where the host keeps its secrets.
 * Thread-safe.
 */
public interface TokenStore {

    /**
     * Returns an account's refresh token; asked for each renewal, so that what another node or a person put there meanwhile
     * counts.
     *
     * @return empty if nobody connected the account, or somebody disconnected it
     */
    Optional<String> refreshToken(AccountId account);

    /**
     * Keeps an account's refresh token in place of the one before; durably, before it returns. Where it throws, the token is
     * offered again with the next renewal.
     */
    void keep(AccountId account, String refreshToken);
}
