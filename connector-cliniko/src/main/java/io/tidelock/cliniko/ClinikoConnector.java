package io.tidelock.cliniko;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.http.CallBudget;
import io.tidelock.http.Credentials;
import io.tidelock.http.RestClient;
import io.tidelock.http.RestSettings;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one clinic on Cliniko's REST API v1: {@link Patient patients} and {@link ClinikoContact contacts}, which it reads
 * and writes; {@link Appointment appointments}, {@link GroupAppointment those of groups} with their {@link Attendance
 * attendees}, {@link AppointmentType types} and {@link PatientCase cases}, {@link Invoice invoices} with their {@link
 * InvoiceItem items}, and {@link PatientArchive what is archived}, which it reads.
 *
 * <pre>{@code
 * Connector cliniko = ClinikoConnector.builder()
 *         .account("harbour-physio")
 *         .apiKey(vault::clinikoKey)
 *         .userAgent("Your product (you@example.com)")
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe; meant to live as long as the process. Cliniko has no webhooks: changes are learned by polling. What the
 * key's user may not see is not there for the connector either.
 */
public final class ClinikoConnector implements Connector {

    /** The name of the system in {@link AccountId#system()}. */
    public static final String SYSTEM = "cliniko";

    private final RestClient client;
    private final Map<RecordType, RecordAccess> accesses;

    private ClinikoConnector(RestClient client, Builder settings) {
        this.client = client;
        this.accesses = new Accesses(
                        client.create(ClinikoApi.class),
                        client.account().toString(),
                        client.clock(),
                        settings.overlap,
                        settings.archivedScanEvery)
                .all();
    }

    /** Starts a connector; account, API key and user agent are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AccountId account() {
        return client.account();
    }

    @Override
    public RecordAccess access(RecordType type) {
        RecordAccess access = accesses.get(type);
        return access == null ? RecordAccess.none(type) : access;
    }

    /** Says what is left of the minute; after Cliniko asked for a rest, also until when that lasts. */
    @Override
    public List<CallsLeft> budget() {
        return client.callsLeft();
    }

    /** Returns the account only. */
    @Override
    public String toString() {
        return "connector of " + account();
    }

    /**
     * Collects what a connector needs; not thread-safe. By default the API is that of the region that the key names, {@code
     * https://api.{region}.cliniko.com/v1}.
     */
    public static final class Builder extends RestSettings<Builder> {

        private static final int VENDOR_LIMIT = 200;
        private static final Pattern USER_AGENT =
                Pattern.compile("[!-~][ -~]* \\([^()\\s@]+@[^()\\s@]+\\.[^()\\s@]+\\)");

        private @Nullable String account;
        private @Nullable Supplier<String> apiKey;
        private @Nullable String userAgent;
        private int ratePerMinute = 180;
        private Duration overlap = Duration.ofSeconds(60);
        private Duration archivedScanEvery = Duration.ofHours(1);

        private Builder() {}

        /** Sets the name by which the host knows the clinic's account; stable, and never the key. Required. */
        public Builder account(String name) {
            this.account = name;
            return this;
        }

        /**
         * Sets where the API key comes from. It is asked for with every request, so a key can be replaced by another one of
         * the same account. Required.
         */
        public Builder apiKey(Supplier<String> source) {
            this.apiKey = source;
            return this;
        }

        /**
         * Sets who is calling, as Cliniko demands it: a name, and an e-mail address in brackets, such as {@code Your
         * product (you@example.com)}. Required.
         */
        public Builder userAgent(String nameAndEmail) {
            this.userAgent = nameAndEmail;
            return this;
        }

        /**
         * Sets how many requests go out in a minute, 1 to 200; by default 180 of the 200 that a user has. Means nothing
         * where a {@link #budget} is shared with other clients of the same Cliniko user.
         */
        public Builder ratePerMinute(int requests) {
            this.ratePerMinute = requests;
            return this;
        }

        /** Sets how far a scan reaches back before the beginning of the last one; by default 60 s. */
        public Builder overlap(Duration length) {
            this.overlap = length;
            return this;
        }

        /**
         * Sets how often a scan also asks for what was archived, by the stamp of archiving; by default every hour. Cliniko
         * does not say whether archiving moves the stamp of change; zero asks with every scan.
         */
        public Builder archivedScanEvery(Duration length) {
            this.archivedScanEvery = length;
            return this;
        }

        /**
         * Builds the connector. Makes no call; asks for the key once unless a base URL is set.
         *
         * @throws IllegalStateException naming everything that is missing or wrong
         */
        public ClinikoConnector build() {
            requireSound("The Cliniko connector");
            Supplier<String> key = Objects.requireNonNull(apiKey);
            RestClient client = client(() -> Shard.of(key.get()).baseUrl(), this::ownBudget)
                    .account(AccountId.of(SYSTEM, Objects.requireNonNull(account)))
                    .credentials(Credentials.basic(key, () -> ""))
                    .header("User-Agent", Objects.requireNonNull(userAgent))
                    .failures(ClinikoFailures::read)
                    .build();
            return new ClinikoConnector(client, this);
        }

        @Override
        protected void check(List<String> problems) {
            if (account == null || account.isBlank()) {
                problems.add("account is missing: the name by which you know the clinic, never the key");
            }
            if (apiKey == null) {
                problems.add("apiKey is missing: a supplier of the key that Cliniko shows under My info");
            }
            if (userAgent == null || !USER_AGENT.matcher(userAgent).matches()) {
                problems.add("userAgent is missing or not of the form that Cliniko demands: a name, and an e-mail"
                        + " address in brackets, such as \"Your product (you@example.com)\"");
            }
            if (ratePerMinute < 1 || ratePerMinute > VENDOR_LIMIT) {
                problems.add("ratePerMinute is " + ratePerMinute + ": Cliniko allows 1 to " + VENDOR_LIMIT);
            }
            if (overlap.isNegative()) {
                problems.add("overlap is " + overlap + ": it cannot be negative");
            }
            if (archivedScanEvery.isNegative()) {
                problems.add("archivedScanEvery is " + archivedScanEvery + ": it cannot be negative");
            }
        }

        private CallBudget ownBudget() {
            return CallBudget.builder()
                    .window(Duration.ofMinutes(1), ratePerMinute)
                    .build();
        }
    }
}
