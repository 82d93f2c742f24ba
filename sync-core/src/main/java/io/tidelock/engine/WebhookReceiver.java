package io.tidelock.engine;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.record.AccountId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one app's webhooks: verifies, keeps the hints durably, and only then says so. Belongs to no framework: whatever speaks
 * HTTP hands a request over and sends the response. Thread-safe.
 */
public final class WebhookReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

    private final Inbox inbox;
    private final WebhookDecoder decoder;
    private final Function<AccountId, List<WebhookRoute>> routes;

    WebhookReceiver(Inbox inbox, WebhookDecoder decoder, Function<AccountId, List<WebhookRoute>> routes) {
        this.inbox = inbox;
        this.decoder = decoder;
        this.routes = routes;
    }

    /** Returns how many bytes of a body are looked at: read one more at most, so that a longer one shows. */
    public int mostBytes() {
        return decoder.mostBytes();
    }

    /**
     * Takes a request. Makes no call to any system and waits for nothing but the store; never throws for what a request holds.
     *
     * @param uri the whole URL that was called, as far as the server knows it, with its query; not decoded
     * @param headers the values of each header, the names in any case
     * @param body the bytes as received, all of them or the first {@link #mostBytes} and one
     */
    public InboxResponse receive(String method, String uri, Map<String, List<String>> headers, byte[] body) {
        if (body.length > decoder.mostBytes()) {
            return InboxResponse.refused(413, "BODY_TOO_LARGE");
        }
        WebhookOutcome outcome;
        try {
            outcome = decoder.decode(WebhookRequest.of(method, uri, headers, body, inbox.now()));
        } catch (RuntimeException broken) { // a secret that cannot be had, or a defect: the sender repeats it
            LOG.warn("A webhook decoder failed with {}", broken.getClass().getName());
            return InboxResponse.refused(500, "DECODER_FAILED");
        }
        return outcome.match(this::keep, refused -> InboxResponse.refused(refused.status(), refused.code()));
    }

    private InboxResponse keep(WebhookOutcome.Accepted accepted) {
        Map<AccountId, List<WebhookRoute>> known = new LinkedHashMap<>();
        Inbox.Said said = new Inbox.Said();
        int unrouted = 0;
        for (WebhookOutcome.Hint hint : accepted.hints()) {
            List<WebhookRoute> ways;
            try {
                ways = known.computeIfAbsent(hint.account(), account -> List.copyOf(routes.apply(account)));
            } catch (RuntimeException broken) { // the host's code
                LOG.warn(
                        "The routes of webhooks failed with {}",
                        broken.getClass().getName());
                return InboxResponse.later("ROUTES_UNAVAILABLE", 0);
            }
            ways.forEach(way -> said.add(way, hint.ref()));
            unrouted += ways.isEmpty() ? 1 : 0;
        }
        return inbox.keep(said, unrouted, accepted.ignored());
    }
}
