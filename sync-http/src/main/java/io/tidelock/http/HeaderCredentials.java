package io.tidelock.http;

import java.time.Instant;
import java.util.function.Supplier;

/** A header whose secret the host supplies; renewing it is the host's business. */
final class HeaderCredentials extends Credentials {

    private final String header;
    private final Supplier<String> secret;

    HeaderCredentials(String header, Supplier<String> secret) {
        this.header = header;
        this.secret = secret;
    }

    @Override
    String header() {
        return header;
    }

    @Override
    String value(Instant now) {
        return secret.get();
    }

    /** The host may have replaced the secret while the request was on its way. */
    @Override
    boolean renew(String expired, Instant now) {
        return !secret.get().equals(expired);
    }

    /** The supplier is asked anew anyway. */
    @Override
    void denied(String value) {}
}
