package io.tidelock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Accepted;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.crm.Contact;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The contract of webhook decoders fails for one that breaks it, in the sentence that says so. */
class WebhookContractHasTeethTest {

    @Test
    void soundDecoderFailsNothing() {
        assertThat(failures(WebhookContractHasTeethTest::sound)).isEmpty();
    }

    @Test
    void gullibleDecoderIsFound() {
        assertThat(failures(WebhookContractHasTeethTest::read))
                .containsExactlyInAnyOrder("forgedPostIsRefused", "nakedPostIsRefused");
    }

    @Test
    void decoderThatThrowsOrTakesWhatItCanIsFound() {
        assertThat(failures(request -> {
                    if (isKnown(request) && read(request) instanceof Refused) {
                        throw new IllegalStateException("no contact");
                    }
                    return sound(request);
                }))
                .containsExactlyInAnyOrder("cutBodyIsNotBelieved", "foreignBodyIsNotBelieved");
        assertThat(failures(request ->
                        isKnown(request) ? new Accepted(List.of(hint("7")), 0) : new Refused(401, "UNKNOWN_SENDER")))
                .contains("cutBodyIsNotBelieved", "foreignBodyIsNotBelieved");
    }

    private static boolean isKnown(WebhookRequest request) {
        return request.header("secret").filter("right"::equals).isPresent();
    }

    private static WebhookOutcome sound(WebhookRequest request) {
        return isKnown(request) ? read(request) : new Refused(401, "UNKNOWN_SENDER");
    }

    private static WebhookOutcome read(WebhookRequest request) {
        String body = new String(request.body(), UTF_8);
        return body.matches("contact \\d+;")
                ? new Accepted(List.of(hint(body.replaceAll("\\D", ""))), 0)
                : new Refused(400, "UNREADABLE_BODY");
    }

    private static Hint hint(String id) {
        return new Hint(AccountId.of("crm", "1"), RecordRef.of(Contact.TYPE, id));
    }

    private static List<String> failures(Function<WebhookRequest, WebhookOutcome> decode) {
        WebhookDecoderContract contract = new Bound(decode);
        List<String> failed = new ArrayList<>();
        Arrays.stream(WebhookDecoderContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .forEach(method -> {
                    try {
                        method.setAccessible(true);
                        method.invoke(contract);
                    } catch (ReflectiveOperationException failure) {
                        failed.add(method.getName());
                    }
                });
        return failed;
    }

    private static final class Bound extends WebhookDecoderContract {
        private final Function<WebhookRequest, WebhookOutcome> decode;

        Bound(Function<WebhookRequest, WebhookOutcome> decode) {
            this.decode = decode;
        }

        @Override
        protected WebhookDecoder decoder() {
            return new WebhookDecoder() {
                @Override
                public int mostBytes() {
                    return 100;
                }

                @Override
                public WebhookOutcome decode(WebhookRequest request) {
                    return decode.apply(request);
                }
            };
        }

        @Override
        protected byte[] body() {
            return "contact 7;".getBytes(UTF_8);
        }

        @Override
        protected List<Hint> hints() {
            return List.of(hint("7"));
        }

        @Override
        protected WebhookRequest post(byte[] body) {
            return with("right", body);
        }

        @Override
        protected WebhookRequest forged(byte[] body) {
            return with("wrong", body);
        }

        private static WebhookRequest with(String secret, byte[] body) {
            return WebhookRequest.of(
                    "POST",
                    "https://hooks.example.com/crm",
                    Map.of("secret", List.of(secret)),
                    body,
                    Instant.parse("2026-01-05T08:00:00Z"));
        }
    }
}
