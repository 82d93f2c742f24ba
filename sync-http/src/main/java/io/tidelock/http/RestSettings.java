package io.tidelock.http;

import io.tidelock.connector.Pause;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a host may want otherwise about the calls of any REST connector: where they go, what sends them, how many there may
 * be, who hears of them. A connector's builder extends it, adds the vendor's own settings and builds its client on {@link
 * #client}:
 *
 * <pre>{@code
 * public static final class Builder extends RestSettings<Builder> {
 *     public ClinicConnector build() {
 *         requireSound("The clinic connector");
 *         return new ClinicConnector(client(() -> PRODUCTION, Builder::budget).account(…).credentials(…).build());
 *     }
 *
 *     protected void check(List<String> problems) {
 *         if (token == null) {
 *             problems.add("token is missing: …");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 *
 * @param <B> the builder itself, which every setting returns
 */
public abstract class RestSettings<B extends RestSettings<B>> {

    private @Nullable URI baseUrl;
    private @Nullable CallBudget budget;
    private Call.@Nullable Factory calls;
    private CallListener listener = event -> {};
    private Clock clock = Clock.systemUTC();
    private Pause pause = Pause.sleeping();
    private Traffic traffic = Traffic.LIVE;

    /** Starts with the defaults. */
    protected RestSettings() {}

    /**
     * Sets where the API lives, such as {@code https://api.clinic.example/v1}; no query, no secrets. A connector knows its
     * vendor's; a bare client has to be told.
     */
    public final B baseUrl(URI url) {
        this.baseUrl = url;
        return self();
    }

    /**
     * Sets the account's budget, shared by all its clients; then the rates that a connector's builder may ask for mean
     * nothing. By default a connector makes one below the vendor's limits, and a bare client's is {@link
     * CallBudget#unlimited()}.
     */
    public final B budget(CallBudget shared) {
        this.budget = shared;
        return self();
    }

    /**
     * Sets what sends the requests, so that hosts can share a connection pool or route through a proxy; by default {@link
     * HttpDefaults#callFactory()}. An OkHttpClient is used without its repetitions and redirects, and with TCP_NODELAY; any
     * other factory has to see to that itself.
     */
    public final B callFactory(Call.Factory factory) {
        this.calls = factory;
        return self();
    }

    /** Sets who hears of every request; by default nobody. */
    public final B listener(CallListener hearer) {
        this.listener = hearer;
        return self();
    }

    /** Sets the clock; by default the system's. */
    public final B clock(Clock source) {
        this.clock = source;
        return self();
    }

    /** Sets how time passes; by default {@link Pause#sleeping()}. */
    public final B pause(Pause waiting) {
        this.pause = waiting;
        return self();
    }

    /** Sets the rank of calls that name none; by default {@link Traffic#LIVE}. */
    public final B traffic(Traffic rank) {
        this.traffic = rank;
        return self();
    }

    /**
     * Names what is missing or wrong in the builder's own settings.
     *
     * @param problems takes a phrase each that begins with the setting's name and never shows a secret
     */
    protected abstract void check(List<String> problems);

    /**
     * Checks all settings, these ones too.
     *
     * @param what is being built, as a sentence begins
     * @throws IllegalStateException naming everything that is missing or wrong
     */
    protected final void requireSound(String what) {
        List<String> problems = new ArrayList<>();
        check(problems);
        if (baseUrl != null) {
            checkBaseUrl(HttpUrl.parse(baseUrl.toString()), problems);
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(what + " cannot be built: " + String.join("; ", problems));
        }
    }

    /**
     * Starts a client with these settings.
     *
     * @param url where the API lives, asked for unless the host says so
     * @param limits makes the budget, asked for unless the host shares one
     */
    protected final RestClient.Builder client(Supplier<URI> url, Supplier<CallBudget> limits) {
        RestClient.Builder client = RestClient.builder()
                .baseUrl(baseUrl == null ? url.get() : baseUrl)
                .budget(budget == null ? limits.get() : budget)
                .listener(listener)
                .clock(clock)
                .pause(pause)
                .traffic(traffic);
        return calls == null ? client : client.callFactory(calls);
    }

    private static void checkBaseUrl(@Nullable HttpUrl url, List<String> problems) {
        if (url == null) {
            problems.add("baseUrl is no http(s) URL");
        } else if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty() || url.encodedQuery() != null) {
            problems.add("baseUrl has a user, a password or a query: secrets belong into credentials");
        }
    }

    @Nullable
    URI baseUrl() {
        return baseUrl;
    }

    CallBudget budget() {
        return budget == null ? CallBudget.unlimited() : budget;
    }

    Call.Factory calls() {
        return calls == null ? HttpDefaults.callFactory() : HttpDefaults.once(calls);
    }

    CallListener listener() {
        return listener;
    }

    Clock clock() {
        return clock;
    }

    Pause pause() {
        return pause;
    }

    Traffic traffic() {
        return traffic;
    }

    /** The bound of the type parameter cannot say that it is this very class. */
    @SuppressWarnings("unchecked")
    private B self() {
        return (B) this;
    }
}
