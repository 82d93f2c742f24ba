package io.tidelock.testkit.fake.hubspot;

import java.time.Instant;

/**
 * One answered request.
 *
 * @param method upper case
 * @param path as received, without the query
 * @param status what the caller was told, an injected fault included
 */
public record Call(Instant at, String method, String path, int status) {

    /** Returns method and path, such as {@code POST /crm/v3/objects/contacts/search}. */
    public String line() {
        return method + " " + path;
    }
}
