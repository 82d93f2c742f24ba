package io.tidelock.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a vendor gives for a refresh token. Immutable; shows no secret. */
public final class TokenGrant {

    private final AccessToken access;
    private final @Nullable String refresh;

    private TokenGrant(AccessToken access, @Nullable String refresh) {
        this.access = access;
        this.refresh = refresh;
    }

    /**
     * Makes a grant.
     *
     * @param refreshToken the one to use from now on; null or empty if the vendor sent none, so that the one before stays
     */
    public static TokenGrant of(AccessToken access, @Nullable String refreshToken) {
        return new TokenGrant(access, refreshToken == null || refreshToken.isEmpty() ? null : refreshToken);
    }

    /** Returns the access token. */
    public AccessToken access() {
        return access;
    }

    /** Returns the secret that the next renewal needs; empty if the one before stays. */
    public Optional<String> refreshToken() {
        return Optional.ofNullable(refresh);
    }

    /** Returns no secret. */
    @Override
    public String toString() {
        return "token grant (hidden)";
    }
}
