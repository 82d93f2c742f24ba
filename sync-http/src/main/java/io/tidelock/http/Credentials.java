package io.tidelock.http;

import io.tidelock.record.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Proves who is calling. Secrets are suppliers, asked for every request, so that a host can rotate them; none shows in
 * {@code toString}, messages or logs. Thread-safe if the suppliers are.
 *
 * <p>A request whose secret the vendor calls {@link Reaction.TokenExpired expired} was not applied, and is sent once more if
 * the supplier has another one by then. Where the vendor only says that a secret is {@link Reaction.Denied wrong}, nothing
 * is sent again: that is for a person, or for the next pass, which asks the supplier anew.
 */
public abstract sealed class Credentials permits HeaderCredentials, OAuthCredentials {

    Credentials() {}

    /** Sends no credentials, as token endpoints want it. */
    public static Credentials none() {
        return new HeaderCredentials("", () -> "");
    }

    /** Sends a static token as {@code Authorization: Bearer}. */
    public static Credentials bearer(Supplier<String> token) {
        return new HeaderCredentials("Authorization", () -> "Bearer " + token.get());
    }

    /** Sends user and password as {@code Authorization: Basic}, in UTF-8; either may be empty. */
    public static Credentials basic(Supplier<String> user, Supplier<String> password) {
        return new HeaderCredentials("Authorization", () -> {
            byte[] pair = (user.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
    }

    /** Sends a secret in a header of the vendor's own, such as {@code Auth-key}. */
    public static Credentials header(String name, Supplier<String> secret) {
        return new HeaderCredentials(name, secret);
    }

    /**
     * Sends an access token as {@code Authorization: Bearer} and keeps it fresh: fetched when first needed, again when
     * four fifths of its life are over, and when the {@link FailureReader} says that it expired. Threads that need a new
     * token at once share one fetch. Share one instance between the clients of an account.
     */
    public static Credentials oauth(TokenSource source) {
        return new OAuthCredentials(source);
    }

    /**
     * Does the same with access tokens that are renewed by a refresh token. Where the vendor denies the renewal, a person has
     * to connect the account anew, unless the store has another token by then.
     *
     * @param account whose token it is
     * @param renewal asks the vendor; throws access denied where the refresh token is void
     */
    public static Credentials oauth(AccountId account, TokenStore store, Function<String, TokenGrant> renewal) {
        return oauth(new RefreshedTokens(account, store, renewal));
    }

    /** Returns the header's name; empty for no header. */
    abstract String header();

    /** Returns the header's value for the next request. */
    abstract String value(Instant now);

    /**
     * Reacts to the vendor saying that a value expired.
     *
     * @return whether sending again with a new value makes sense
     */
    abstract boolean renew(String expired, Instant now);

    /** Hears that the vendor denied a value: what a person grants or connects anew must not wait for the old one's end. */
    abstract void denied(String value);

    /** Returns no secret. */
    @Override
    public final String toString() {
        return "credentials (hidden)";
    }
}
