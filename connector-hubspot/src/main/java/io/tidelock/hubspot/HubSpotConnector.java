package io.tidelock.hubspot;

import io.tidelock.connector.CallsLeft;
import io.tidelock.connector.Connector;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.SchemaOwner;
import io.tidelock.crm.Owner;
import io.tidelock.http.Credentials;
import io.tidelock.http.RestClient;
import io.tidelock.http.RestSettings;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordType;
import io.tidelock.record.Schema;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one HubSpot portal: contacts, companies, deals, tickets, products, line items,
 * tasks, calls, notes and meetings in full, owners to look up.
 *
 * <pre>{@code
 * Connector hubspot = HubSpotConnector.builder()
 *         .portal("1234567")
 *         .token(secrets::hubspotToken)
 *         .tier(HubSpotTier.PROFESSIONAL)
 *         .build();
 * }</pre>
 *
 * <p>Fields are called as in {@code io.tidelock.crm}; other names are HubSpot's own. Feeds show archived records
 * within the hour, and look-ups by anything but a unique property come from a search index that lags. Settings, scopes and the number of
 * calls are in {@code docs/integrations/hubspot.md}. Thread-safe.
 */
public final class HubSpotConnector implements Connector {

    /** The system's name in an {@link AccountId}. */
    public static final String SYSTEM = "hubspot";

    static final URI API = URI.create("https://api.hubapi.com");
    static final String API_VERSION = "2026-03";

    private final RestClient client;
    private final Parts parts;
    private final Map<RecordType, RecordAccess> accesses = new LinkedHashMap<>();
    private final SchemaOwner schema;

    private HubSpotConnector(RestClient client, Parts parts, Schema plan) {
        this.client = client;
        this.parts = parts;
        for (ObjectKind kind : ObjectKind.ALL) {
            accesses.put(kind.type(), parts.access(kind, plan));
        }
        OwnerDirectory owners = new OwnerDirectory(parts.portal());
        accesses.put(
                Owner.TYPE,
                RecordAccess.of(Owner.TYPE).reader(owners).finder(owners).build());
        this.schema = parts.schema();
    }

    /** Starts a connector; portal and token are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AccountId account() {
        return client.account();
    }

    @Override
    public RecordAccess access(RecordType type) {
        return accesses.getOrDefault(type, RecordAccess.none(type));
    }

    /** Returns this portal with the plan's names of its pipelines and stages; what was learned of the portal is shared. */
    @Override
    public Connector speaking(Schema plan) {
        return new HubSpotConnector(client, parts, plan);
    }

    /** Says what is left of the tier's windows, and of the ten seconds and the day as HubSpot's last answers had it. */
    @Override
    public List<CallsLeft> budget() {
        return client.callsLeft();
    }

    @Override
    public Optional<SchemaOwner> schema() {
        return Optional.of(schema);
    }

    /** Returns the account only. */
    @Override
    public String toString() {
        return "connector to " + account();
    }

    /** Collects a connector's settings; not thread-safe. By default the API is {@code https://api.hubapi.com}. */
    public static final class Builder extends RestSettings<Builder> {

        private @Nullable String portal;
        private @Nullable Credentials credentials;
        private @Nullable HubSpotApp app;
        private String apiVersion = API_VERSION;
        private HubSpotTier tier = HubSpotTier.STARTER;
        private @Nullable ZoneId timeZone;
        private String propertyGroup = "tidelock";
        private boolean lifecycleMovesBack;
        private boolean searchesOtherAddresses;
        private int pageSize = 100;
        private Duration overlap = Duration.ofSeconds(90);
        private Duration secondLook = Duration.ofHours(1);
        private Duration removals = Duration.ofHours(1);

        private Builder() {}

        /** Sets the portal's id, which HubSpot shows as "Hub ID"; it names the account. Required. */
        public Builder portal(String id) {
            this.portal = id;
            return this;
        }

        /** Sets a private app's or a service key's token, asked for every request. Required unless there is an {@link #app}. */
        public Builder token(Supplier<String> token) {
            this.credentials = Credentials.bearer(token);
            return this;
        }

        /** Sets other credentials than a static token. */
        public Builder credentials(Credentials who) {
            this.credentials = who;
            return this;
        }

        /** Calls as an app that was connected with the portal by OAuth, instead of with a static token. */
        public Builder app(HubSpotApp connected) {
            this.app = connected;
            return this;
        }

        /**
         * Sets the version of the API: a date such as {@code 2026-03}, the default, or {@code 2026-09}; or {@code v3} (with
         * v4 associations), which HubSpot gives up in 2027. {@code 2026-09} also enforces the portal's own rules on writes.
         */
        public Builder apiVersion(String version) {
            this.apiVersion = version;
            return this;
        }

        /**
         * Sets what HubSpot grants; by default {@link HubSpotTier#STARTER}, the least. Means nothing where a {@link #budget}
         * is shared between connectors of one account.
         */
        public Builder tier(HubSpotTier granted) {
            this.tier = granted;
            return this;
        }

        /**
         * Sets the account's time zone, as its settings have it: at midnight there the calls of a day come back. Without it, an
         * account whose day is used up is tried every hour.
         */
        public Builder timeZone(ZoneId zone) {
            this.timeZone = zone;
            return this;
        }

        /** Sets the property group that provisioned properties are put into; by default {@code tidelock}. */
        public Builder propertyGroup(String name) {
            this.propertyGroup = name;
            return this;
        }

        /**
         * Lets lifecycle stages move back, which HubSpot refuses to do unless they are emptied first: two calls more for a
         * batch in which one does. By default HubSpot's later stage stays, and counts as what was stored.
         */
        public Builder lifecycleMovesBack() {
            this.lifecycleMovesBack = true;
            return this;
        }

        /**
         * Lets look-ups by e-mail search contacts by their other addresses, too, where no contact was read by the address:
         * one search for 100 such addresses or about 2,000 characters. By default the portal is trusted to find a contact
         * by any of its addresses when it is read by one, which HubSpot does not promise.
         */
        public Builder searchesOtherAddresses() {
            this.searchesOtherAddresses = true;
            return this;
        }

        /** Sets how many records a page of a feed holds, 1 to 200; by default 100. */
        public Builder pageSize(int records) {
            this.pageSize = records;
            return this;
        }

        /**
         * Sets how far a feed looks back each time: as long as HubSpot's search index usually lags; by default 90 s. What it
         * learns later than that waits for the {@link #secondLook}.
         */
        public Builder overlap(Duration length) {
            this.overlap = length;
            return this;
        }

        /** Sets how old changes are when a feed looks at them a second time; by default 1 h, zero for never. */
        public Builder secondLook(Duration age) {
            this.secondLook = age;
            return this;
        }

        /**
         * Sets how often a feed goes through the list of archived records: by default every hour, zero for never. It costs a
         * call for each hundred records that were archived in the last 90 days.
         */
        public Builder removals(Duration every) {
            this.removals = every;
            return this;
        }

        /**
         * Builds the connector. Makes no call.
         *
         * @throws IllegalStateException naming everything that is missing or wrong
         */
        public HubSpotConnector build() {
            requireSound("The HubSpot connector");
            String id = Objects.requireNonNull(portal);
            DayEnd day = new DayEnd(timeZone);
            RestClient client = client(() -> API, tier::budget)
                    .account(AccountId.of(SYSTEM, id))
                    .credentials(app == null ? Objects.requireNonNull(credentials) : app.credentials(id))
                    .failures(new Failures(day))
                    .allowances(new Allowances(day))
                    .build();
            Portal there = new Portal(client.create(HubSpotApi.class), Paths.of(apiVersion), client.clock());
            FeedSettings feeds = new FeedSettings(pageSize, overlap, secondLook, removals);
            return new HubSpotConnector(
                    client,
                    Parts.of(there, feeds, propertyGroup, lifecycleMovesBack, searchesOtherAddresses),
                    Schema.none());
        }

        @Override
        protected void check(List<String> problems) {
            if (portal == null || portal.isBlank()) {
                problems.add("portal is missing: the Hub ID, such as 1234567");
            }
            if (credentials == null && app == null) {
                problems.add("token is missing: a supplier of the private app's access token, or an app");
            } else if (credentials != null && app != null) {
                problems.add("app is one way to call and token another: set one of them");
            }
            if (!Paths.known(apiVersion)) {
                problems.add("apiVersion is " + apiVersion + ": it is a date such as 2026-03, or v3");
            }
            if (pageSize < 1 || pageSize > 200) {
                problems.add("pageSize is " + pageSize + ": HubSpot's search shows 1 to 200 records a page");
            }
            if (overlap.isNegative() || secondLook.isNegative() || removals.isNegative()) {
                problems.add("overlap, secondLook and removals are lengths of time, not negative");
            }
            if (!propertyGroup.matches("[a-z][a-z0-9_]{0,99}")) {
                problems.add("propertyGroup is " + propertyGroup + ": it is lower-case letters, digits and '_'");
            }
        }
    }
}
