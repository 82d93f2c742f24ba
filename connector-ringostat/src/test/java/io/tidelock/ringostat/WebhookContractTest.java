package io.tidelock.ringostat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import io.tidelock.testkit.WebhookDecoderContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@DisplayName("Ringostat's webhooks:")
@Tag("RS-11")
class WebhookContractTest extends WebhookDecoderContract {

    @Override
    protected WebhookDecoder decoder() {
        return RingostatWebhooks.builder()
                .account("shop")
                .token(() -> "the token")
                .build();
    }

    @Override
    protected byte[] body() {
        return "{\"uniqueid\":\"ua1-1767600000.77\",\"caller\":\"380671234567\",\"disposition\":\"PROPER\"}"
                .getBytes(UTF_8);
    }

    @Override
    protected List<Hint> hints() {
        return List.of(
                new Hint(AccountId.of("ringostat", "shop"), RecordRef.of(RingostatCall.TYPE, "ua1-1767600000.77")));
    }

    @Override
    protected WebhookRequest post(byte[] body) {
        return with("the%20token", body);
    }

    @Override
    protected WebhookRequest forged(byte[] body) {
        return with("a%20guess", body);
    }

    private static WebhookRequest with(String token, byte[] body) {
        return WebhookRequest.of(
                "POST",
                "https://hooks.example.com/ringostat?token=" + token,
                Map.of("Content-Type", List.of("application/json")),
                body,
                Instant.parse("2026-01-05T08:00:00Z"));
    }
}
