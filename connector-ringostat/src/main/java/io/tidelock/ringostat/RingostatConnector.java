package io.tidelock.ringostat;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.http.CallBudget;
import io.tidelock.http.Credentials;
import io.tidelock.http.RestClient;
import io.tidelock.http.RestSettings;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one project of Ringostat: reads its {@link RingostatCall calls}, writes {@link BookContact contacts} into its book.
 *
 * <pre>{@code
 * Connector ringostat = RingostatConnector.builder()
 *         .account("shop")
 *         .project(171000)
 *         .key(vault::ringostatKey)
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe; meant to live as long as the process. Calls are learned by polling the call log, and sooner by webhooks ({@link
 * RingostatWebhooks}).
 */
public final class RingostatConnector implements Connector {

    /** The name of the system in {@link AccountId#system()}. */
    public static final String SYSTEM = "ringostat";

    private static final URI PRODUCTION = URI.create("https://api.ringostat.net");

    private final RestClient client;
    private final RecordAccess calls;
    private final RecordAccess book;

    private RingostatConnector(RestClient client, Builder settings) {
        this.client = client;
        RingostatApi api = client.create(RingostatApi.class);
        Clock clock = client.clock();
        String name = client.account().toString();
        StaffDirectory staff =
                new StaffDirectory(api, settings.project, settings.region, name, clock, settings.staffKeptFor);
        Project project = new Project(
                settings.project,
                new ProjectTime(settings.zone),
                settings.region,
                staff,
                new Recordings(settings.hosts));
        CallLog log = new CallLog(api, project, name);
        this.calls = RecordAccess.of(RingostatCall.TYPE)
                .feed(new CallFeed(log, clock, settings.back()))
                .reader(new CallReader(log, project, clock, settings.back()))
                .build();
        this.book = new ContactBook(api, settings.project, settings.region).access();
    }

    /** Starts a connector; account, project and key are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AccountId account() {
        return client.account();
    }

    @Override
    public RecordAccess access(RecordType type) {
        if (type.equals(RingostatCall.TYPE)) {
            return calls;
        }
        return type.equals(BookContact.TYPE) ? book : RecordAccess.none(type);
    }

    /** Says what is left of the second. */
    @Override
    public List<CallsLeft> budget() {
        return client.callsLeft();
    }

    /** Returns the account only. */
    @Override
    public String toString() {
        return "connector of " + account();
    }

    /** Collects what a connector needs; not thread-safe. */
    public static final class Builder extends RestSettings<Builder> {

        private static final int REQUESTS_A_SECOND = 2;
        private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

        private @Nullable String account;
        private @Nullable Supplier<String> key;
        private int project;
        private String region = "UA";
        private ZoneId zone = ZoneId.of("Europe/Kyiv");
        private Set<String> hosts = new LinkedHashSet<>(List.of("ringostat.net", "ringostat.com"));
        private Duration trailing = Duration.ofMinutes(30);
        private Duration recordings = Duration.ofHours(24);
        private Duration staffKeptFor = Duration.ofMinutes(10);

        private Builder() {}

        /** Sets the name by which the host knows the project; stable, and never the key. Required. */
        public Builder account(String name) {
            this.account = name;
            return this;
        }

        /** Sets where the API key comes from; it is asked for with every request. Required. */
        public Builder key(Supplier<String> source) {
            this.key = source;
            return this;
        }

        /** Sets the project's number. Required. */
        public Builder project(int number) {
            this.project = number;
            return this;
        }

        /**
         * Sets the country in whose national form the project's numbers are read, as an ISO 3166-1 code of two letters; by default
         * {@code UA}.
         */
        public Builder region(String country) {
            this.region = country.toUpperCase(Locale.ROOT);
            return this;
        }

        /** Sets the project's time zone, in which the call log gives its times; by default {@code Europe/Kyiv}. */
        public Builder zone(ZoneId where) {
            this.zone = where;
            return this;
        }

        /**
         * Sets the hosts from which recordings are taken, those below them included; by default {@code ringostat.net} and {@code
         * ringostat.com}. An address elsewhere, or one that is not {@code https}, is not passed on.
         */
        public Builder recordingHosts(String... names) {
            this.hosts = new LinkedHashSet<>();
            for (String name : names) {
                hosts.add(name.strip().toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /** Sets how far back each poll looks again, as a call may be shown before it is over; by default 30 minutes. */
        public Builder lookBack(Duration length) {
            this.trailing = length;
            return this;
        }

        /** Sets how far back is looked once an hour, as recordings come late; by default 24 hours. */
        public Builder recordingsWithin(Duration length) {
            this.recordings = length;
            return this;
        }

        /** Sets how long the list of staff is believed; by default ten minutes. */
        public Builder staffKeptFor(Duration length) {
            this.staffKeptFor = length;
            return this;
        }

        /**
         * Builds the connector. Makes no call.
         *
         * @throws IllegalStateException naming everything that is missing or wrong
         */
        public RingostatConnector build() {
            requireSound("The Ringostat connector");
            RestClient client = client(() -> PRODUCTION, Builder::ownBudget)
                    .account(AccountId.of(SYSTEM, Objects.requireNonNull(account)))
                    .credentials(Credentials.header("Auth-key", Objects.requireNonNull(key)))
                    .build();
            return new RingostatConnector(client, this);
        }

        @Override
        protected void check(List<String> problems) {
            if (account == null || account.isBlank()) {
                problems.add("account is missing: the name by which you know the project, never the key");
            }
            if (key == null) {
                problems.add("key is missing: a supplier of the key that the cabinet shows under Integration, API");
            }
            if (project < 1) {
                problems.add("project is missing: the number that the cabinet shows");
            }
            if (!COUNTRIES.contains(region)) {
                problems.add("region is \"" + region + "\": a country as ISO 3166-1 code of two letters, such as UA");
            }
            if (hosts.stream().anyMatch(host -> host.isBlank() || host.contains("/") || host.contains(":"))) {
                problems.add("recordingHosts names something that is no host, such as records.example.com");
            }
            if (trailing.isNegative() || recordings.isNegative() || staffKeptFor.isNegative()) {
                problems.add("lookBack, recordingsWithin and staffKeptFor cannot be negative");
            }
        }

        private Lookback back() {
            return new Lookback(trailing, recordings, Duration.ofHours(1), Duration.ofDays(366));
        }

        /** Ringostat names no limit; this is one that nobody complained of. */
        private static CallBudget ownBudget() {
            return CallBudget.builder()
                    .window(Duration.ofSeconds(1), REQUESTS_A_SECOND)
                    .build();
        }
    }
}
