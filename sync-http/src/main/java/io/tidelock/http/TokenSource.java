package io.tidelock.http;

/**
 * Fetches a fresh access token from the vendor, such as by a refresh token or client credentials. One thread at a time
 * calls it. It keeps a rotated refresh token before it returns.
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * Fetches a token.
     *
     * @throws io.tidelock.connector.ConnectorException what to do about the failure: access denied when a person has to
     *     connect the account anew
     */
    AccessToken fetch();
}
