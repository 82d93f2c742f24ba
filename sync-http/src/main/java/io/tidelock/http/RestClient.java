package io.tidelock.http;

import io.tidelock.connector.CallsLeft;
import io.tidelock.record.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/**
 * Calls one account of one vendor. See the package for an example. Thread-safe, and meant to live as long as its
 * connector.
 */
public final class RestClient {

    private final Wiring wiring;
    private final Retrofit retrofit;

    private RestClient(Wiring wiring, Traffic traffic) {
        this.wiring = wiring;
        this.retrofit = new Retrofit.Builder()
                .baseUrl(wiring.base())
                .callFactory(new PreparingCalls())
                .addCallAdapterFactory(new RestCallAdapters(wiring.account(), new Exchange(wiring), traffic))
                .addConverterFactory(JacksonConverterFactory.create(wiring.json()))
                .validateEagerly(true)
                .build();
    }

    /** Starts a client; account and base URL are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes an API out of an interface with Retrofit's annotations, package-private or not.
     *
     * @param api its methods return {@link RestCall}
     * @throws IllegalArgumentException if a method is declared wrongly
     */
    public <T> T create(Class<T> api) {
        return retrofit.create(api);
    }

    /** Returns the account it calls. */
    public AccountId account() {
        return wiring.account();
    }

    /** Returns the clock it goes by, for a connector that has to tell the time as its client does. */
    public Clock clock() {
        return wiring.clock();
    }

    /** Returns the budget it spends from. */
    public CallBudget budget() {
        return wiring.budget();
    }

    /** Says what is left of the limits on the account's calls, as a connector's {@code budget()} does. Makes no call. */
    public List<CallsLeft> callsLeft() {
        return budget().limits(clock().instant());
    }

    /**
     * Puts path and query of a link that the server gave, absolute or not, onto the base URL's host, so that it leads
     * nowhere else. For use as {@code @Url}.
     *
     * @throws IllegalArgumentException if it is no http link
     */
    public String rebase(String link) {
        HttpUrl url = wiring.base().resolve(link);
        if (url == null) {
            throw new IllegalArgumentException("The server of " + wiring.account() + " gave a link that is no URL");
        }
        return wiring.base()
                .newBuilder()
                .encodedPath(url.encodedPath())
                .encodedQuery(url.encodedQuery())
                .build()
                .toString();
    }

    /** Returns the account only. */
    @Override
    public String toString() {
        return "client of " + wiring.account();
    }

    /** Collects what a client needs; not thread-safe. */
    public static final class Builder extends RestSettings<Builder> {

        private static final long MEGABYTE = 1024L * 1024;

        private @Nullable AccountId account;
        private Credentials credentials = Credentials.none();
        private final Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "application/json"));
        private FailureReader failures = Reaction::byStatus;
        private AllowanceReader allowances = answer -> List.of();
        private int attempts = 4;
        private Duration patience = Duration.ofSeconds(2);
        private Duration callTimeout = Duration.ofSeconds(30);
        private long bodyBytes = 32 * MEGABYTE;

        private Builder() {}

        /** Sets the account; messages name it. Required. */
        public Builder account(AccountId id) {
            this.account = id;
            return this;
        }

        /** Sets who is calling; by default nobody. */
        public Builder credentials(Credentials who) {
            this.credentials = who;
            return this;
        }

        /** Adds a header to every request, such as {@code User-Agent}; never a secret. */
        public Builder header(String name, String value) {
            this.headers.put(name, value);
            return this;
        }

        /** Sets the reading of the vendor's errors; by default {@link Reaction#byStatus}. */
        public Builder failures(FailureReader reader) {
            this.failures = reader;
            return this;
        }

        /** Sets the reading of the vendor's rate limit headers; by default none are known. */
        public Builder allowances(AllowanceReader reader) {
            this.allowances = reader;
            return this;
        }

        /** Sets the most requests one call sends, at least 1; by default 4. A renewed token grants one more. */
        public Builder attempts(int most) {
            this.attempts = most;
            return this;
        }

        /**
         * Sets how long one call may wait in all, for the budget and between attempts; by default 2 s. A single wait
         * never exceeds a second: a longer one is left to the caller by an exception.
         */
        public Builder patience(Duration most) {
            this.patience = most;
            return this;
        }

        /** Sets the time one request may take, from connecting to the end of the answer; by default 30 s. */
        public Builder callTimeout(Duration most) {
            this.callTimeout = most;
            return this;
        }

        /** Sets the largest answer in bytes, after decompression; by default 32 MB. */
        public Builder bodyLimit(long bytes) {
            this.bodyBytes = bytes;
            return this;
        }

        /**
         * Builds the client.
         *
         * @throws IllegalStateException naming everything that is missing or wrong
         */
        public RestClient build() {
            requireSound("The client");
            return new RestClient(wiring(Objects.requireNonNull(account), base()), traffic());
        }

        @Override
        protected void check(List<String> problems) {
            if (account == null) {
                problems.add("account is missing: the vendor's name and the account's, such as hubspot:123");
            }
            if (baseUrl() == null) {
                problems.add("baseUrl is missing");
            }
            if (attempts < 1) {
                problems.add("attempts is " + attempts + ": a call needs at least one");
            }
            if (patience.isNegative()) {
                problems.add("patience is negative: zero means that no call waits");
            }
            if (callTimeout.isNegative() || callTimeout.isZero()) {
                problems.add("callTimeout is " + callTimeout + ": it has to be positive");
            }
            if (bodyBytes < 1) {
                problems.add("bodyLimit is " + bodyBytes + ": it has to be positive");
            }
        }

        /** Retrofit appends only to a path that ends with a slash. */
        private HttpUrl base() {
            HttpUrl url = HttpUrl.get(String.valueOf(baseUrl()));
            return url.encodedPath().endsWith("/")
                    ? url
                    : url.newBuilder().addPathSegment("").build();
        }

        private Wiring wiring(AccountId known, HttpUrl base) {
            return new Wiring(
                    known,
                    base,
                    calls(),
                    credentials,
                    headers,
                    budget(),
                    failures,
                    allowances,
                    listener(),
                    clock(),
                    pause(),
                    new Wiring.Bounds(attempts, patience, callTimeout, bodyBytes),
                    LenientJson.mapper(bodyBytes));
        }
    }
}
