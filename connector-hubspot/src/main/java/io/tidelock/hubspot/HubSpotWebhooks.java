package io.tidelock.hubspot;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.record.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies and decodes what HubSpot posts for one app: whatever happened to contacts, companies and deals, of any number of
 * portals, becomes hints to read them.
 *
 * <pre>{@code
 * WebhookDecoder webhooks = HubSpotWebhooks.builder()
 *         .clientSecret(secrets::hubspotClientSecret)
 *         .targetUrl("https://hooks.example.com/hubspot")
 *         .build();
 * }</pre>
 *
 * <p>A request is believed if its v3 signature is right and not older, nor younger, than five minutes (§8.4). Nothing is
 * remembered: a request that is played again within that time hints at the same records again, which changes nothing.
 * Thread-safe.
 */
public final class HubSpotWebhooks implements WebhookDecoder {

    private final Signatures signatures;
    private final int mostBytes;

    private HubSpotWebhooks(Builder builder) {
        this.signatures = new Signatures(builder.secrets, builder.targetUrls, builder.legacy);
        this.mostBytes = builder.mostBytes;
    }

    /** Starts a decoder; a client secret is required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what the app has to subscribe to, so that a plan learns by webhook whatever can be learned by webhook. People
     * enter it in the app's settings (§8.1); nothing here does. Activities are not among it, for HubSpot tells nothing of them:
     * they are polled. An app may have 1,000 subscriptions.
     *
     * @param crm what the plan touches in the CRM: {@code plan.footprint(Party.CRM)}
     */
    public static List<HubSpotSubscription> subscriptions(Footprint crm) {
        return Subscriptions.of(crm);
    }

    @Override
    public int mostBytes() {
        return mostBytes;
    }

    @Override
    public WebhookOutcome decode(WebhookRequest request) {
        if (request.body().length > mostBytes) {
            return new Refused(413, "BODY_TOO_LARGE");
        }
        Optional<Refused> stranger = signatures.objection(request);
        return stranger.<WebhookOutcome>map(refused -> refused).orElseGet(() -> Events.read(request.body()));
    }

    /** Collects a decoder's settings; not thread-safe. */
    public static final class Builder {
        private final List<Supplier<String>> secrets = new ArrayList<>();
        private final List<String> targetUrls = new ArrayList<>();
        private boolean legacy;
        private int mostBytes = 2 << 20;

        private Builder() {}

        /**
         * Adds the app's client secret, asked for every request; it is not the access token. While it is exchanged, add the new
         * one and the old one: either is believed. At least one is required.
         */
        public Builder clientSecret(Supplier<String> secret) {
            secrets.add(secret);
            return this;
        }

        /**
         * Adds the URL that HubSpot was told to call, exactly as the app's settings have it. Then that URL is what must be
         * signed, whatever the host's server was shown of it: behind a proxy that changes scheme, host or path it has to be
         * set. Without any, it is the URL of the request.
         */
        public Builder targetUrl(String url) {
            targetUrls.add(url);
            return this;
        }

        /**
         * Believes requests with a v1 or v2 signature too, if they have none of v3. Those carry no time: who got hold of one may
         * send it again for ever.
         */
        public Builder acceptLegacySignatures() {
            this.legacy = true;
            return this;
        }

        /**
         * Sets how many bytes a body may have; by default 2 MiB. HubSpot posts up to 100 events, each with the value that
         * changed.
         */
        public Builder mostBytes(int bytes) {
            this.mostBytes = bytes;
            return this;
        }

        /**
         * Builds the decoder.
         *
         * @throws IllegalStateException naming everything that is missing or wrong
         */
        public HubSpotWebhooks build() {
            List<String> problems = new ArrayList<>();
            if (secrets.isEmpty()) {
                problems.add("clientSecret is missing: a supplier of the app's client secret");
            }
            targetUrls.stream()
                    .filter(url -> !url.matches("https?://.+"))
                    .forEach(url -> problems.add("targetUrl is " + url + ": it is a whole URL"));
            if (mostBytes < 1) {
                problems.add("mostBytes is " + mostBytes + ": it is at least 1");
            }
            if (!problems.isEmpty()) {
                throw new IllegalStateException("HubSpot's webhooks cannot be read: " + String.join("; ", problems));
            }
            return new HubSpotWebhooks(this);
        }
    }
}
