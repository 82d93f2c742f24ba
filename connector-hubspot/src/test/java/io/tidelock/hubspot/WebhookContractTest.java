package io.tidelock.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.crm.Company;
import io.tidelock.crm.Contact;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.WebhookDecoderContract;
import io.tidelock.testkit.fake.hubspot.FakeWebhook;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("HubSpot's webhooks:")
class WebhookContractTest extends WebhookDecoderContract {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String URL = "https://hooks.example.com/hubspot";

    @Override
    protected WebhookDecoder decoder() {
        return HubSpotWebhooks.builder().clientSecret(() -> "the secret").build();
    }

    @Override
    protected byte[] body() {
        return ("[" + FakeWebhook.propertyChange(44, "contact", "7", "lastname", "Byron") + ","
                        + FakeWebhook.event(45, "company.deletion", "8") + "]")
                .getBytes(UTF_8);
    }

    @Override
    protected List<Hint> hints() {
        return List.of(
                new Hint(AccountId.of("hubspot", "44"), RecordRef.of(Contact.TYPE, "7")),
                new Hint(AccountId.of("hubspot", "45"), RecordRef.of(Company.TYPE, "8")));
    }

    @Override
    protected WebhookRequest post(byte[] body) {
        return signed("the secret", body);
    }

    @Override
    protected WebhookRequest forged(byte[] body) {
        return signed("a guess", body);
    }

    private static WebhookRequest signed(String secret, byte[] body) {
        FakeWebhook webhook = FakeWebhook.ofBody(secret, URL, NOW, new String(body, UTF_8));
        return WebhookRequest.of(webhook.method(), webhook.url(), webhook.headers(), webhook.body(), NOW);
    }
}
