package io.tidelock.http;

import okhttp3.HttpUrl;

/** Sends the calls of one client. */
final class Exchange {

    private final Wiring wiring;

    Exchange(Wiring wiring) {
        this.wiring = wiring;
    }

    <T> Reply<T> send(Endpoint<T> endpoint, Manner manner) {
        requireBaseHost(endpoint.request().url());
        return new Delivery<>(wiring, endpoint, manner).deliver();
    }

    /** Credentials go to the configured host and nowhere else. */
    private void requireBaseHost(HttpUrl url) {
        HttpUrl base = wiring.base();
        if (!url.host().equals(base.host())
                || url.port() != base.port()
                || !url.scheme().equals(base.scheme())) {
            throw new IllegalArgumentException("A call of " + wiring.account()
                    + " would leave its base URL for another host; pass links of the server through RestClient.rebase");
        }
    }
}
