package io.tidelock.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An access token and how long it lives. Immutable; shows its value to nobody but {@link #value}. */
public final class AccessToken {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final String value;
    private final @Nullable Duration life;

    private AccessToken(String value, @Nullable Duration life) {
        this.value = value;
        this.life = life;
    }

    /** Makes a token that lives for a time from now on, as {@code expires_in} says; more than a year counts as one. */
    public static AccessToken of(String value, Duration life) {
        return new AccessToken(value, life.compareTo(LONGEST) > 0 ? LONGEST : life);
    }

    /** Makes a token whose life the vendor does not tell: it is used until the vendor says that it expired. */
    public static AccessToken ofUnknownLife(String value) {
        return new AccessToken(value, null);
    }

    /** Returns the secret. */
    public String value() {
        return value;
    }

    /** Returns how long the token lives from when it was fetched; empty if the vendor does not tell. */
    public Optional<Duration> life() {
        return Optional.ofNullable(life);
    }

    /** Returns no secret. */
    @Override
    public String toString() {
        return "access token (hidden)";
    }
}
