package io.tidelock.http;

import java.time.Duration;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Makes call factories that attempt each call once. */
public final class HttpDefaults {

    private HttpDefaults() {}

    /**
     * Makes a call factory: 10 s to connect, 20 s without a byte either way, sockets with TCP_NODELAY, no redirects, no
     * silent repetition. It holds a pool of connections, so share one between the clients of a process.
     */
    public static Call.Factory callFactory() {
        return callFactory(Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    /**
     * Makes a call factory with timeouts of the host's own; see {@link #callFactory()}.
     *
     * @param connect for connecting, without a TLS handshake
     * @param silence for every wait for a byte, in or out
     */
    public static Call.Factory callFactory(Duration connect, Duration silence) {
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(connect)
                .readTimeout(silence)
                .writeTimeout(silence)
                .build();
        return once(client);
    }

    /** Returns the same client, pool included, that repeats and redirects nothing and delays no segment; any other factory as it is. */
    static Call.Factory once(Call.Factory factory) {
        if (factory instanceof OkHttpClient client) {
            return client.newBuilder()
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .socketFactory(NoDelaySocketFactory.around(client.socketFactory()))
                    .addNetworkInterceptor(chain -> withoutImmediateRetry(chain.proceed(chain.request())))
                    .build();
        }
        return factory;
    }

    /** OkHttp repeats a request without a body by itself when 503 comes with {@code Retry-After: 0}. */
    private static Response withoutImmediateRetry(Response response) {
        if (response.code() == 503 && "0".equals(response.header("Retry-After"))) {
            return response.newBuilder().removeHeader("Retry-After").build();
        }
        return response;
    }
}
