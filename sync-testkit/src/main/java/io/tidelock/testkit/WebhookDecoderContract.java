package io.tidelock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Accepted;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that a {@link WebhookDecoder} believes its vendor and nobody else, and throws for nothing that a stranger may send. */
@DisplayName("A webhook decoder")
public abstract class WebhookDecoderContract {

    private static final int CUTS = 40;

    /** Makes the contract. */
    protected WebhookDecoderContract() {}

    /** Returns the decoder under test, which knows the right secret: a new one each time, as after a restart. */
    protected abstract WebhookDecoder decoder();

    /** Returns the body of a post about at least one record, as the vendor sends it. */
    protected abstract byte[] body();

    /** Returns what that body is about, in its order. */
    protected abstract List<Hint> hints();

    /** Returns a post of a body as the vendor makes it, signed, or bearing the secret, where the vendor has it. */
    protected abstract WebhookRequest post(byte[] body);

    /** Returns a post of a body by somebody who knows how it is done, and not the secret. */
    protected abstract WebhookRequest forged(byte[] body);

    @Test
    @DisplayName("names the records that a genuine post is about, in its order")
    void genuinePostBecomesHints() {
        assertThat(hints()).isNotEmpty();
        assertThat(decoder().decode(post(body())))
                .isInstanceOfSatisfying(
                        Accepted.class, accepted -> assertThat(accepted.hints()).containsExactlyElementsOf(hints()));
    }

    @Test
    @DisplayName("says the same about the same post as often as it comes, and changes nothing of it")
    void repeatedPostIsDecodedAgain() {
        WebhookDecoder decoder = decoder();
        WebhookRequest post = post(body());
        byte[] before = post.body().clone();

        WebhookOutcome first = decoder.decode(post);

        assertThat(decoder.decode(post)).isEqualTo(first);
        assertThat(decoder().decode(post)).isEqualTo(first);
        assertThat(post.body()).isEqualTo(before);
    }

    @Test
    @DisplayName("refuses with 401 who does not know the secret, whatever the body says")
    void forgedPostIsRefused() {
        for (byte[] body : List.of(body(), new byte[0], "{}".getBytes(UTF_8), "[]".getBytes(UTF_8))) {
            assertRefused(forged(body), 401);
        }
    }

    @Test
    @DisplayName("refuses with 401 a post without any header, to an address without a query")
    void nakedPostIsRefused() {
        WebhookRequest post = post(body());
        String address = post.uri().replaceFirst("\\?.*", "");

        assertRefused(WebhookRequest.of(post.method(), address, Map.of(), post.body(), post.receivedAt()), 401);
    }

    @Test
    @DisplayName("takes nothing from a body that was cut, and throws for none")
    void cutBodyIsNotBelieved() {
        byte[] whole = body();
        for (int i = 0; i < CUTS; i++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * i / CUTS);
            assertThat(accepted(post(cut)))
                    .as("hints of a body cut at %s bytes", cut.length)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("takes nothing from a body that is not the vendor's, and throws for none")
    void foreignBodyIsNotBelieved() {
        Random random = new Random(7);
        byte[] noise = new byte[300];
        random.nextBytes(noise);
        for (byte[] body : List.of(
                noise,
                "<html><body>502</body></html>".getBytes(UTF_8),
                "null".getBytes(UTF_8),
                "17".getBytes(UTF_8),
                "\"text\"".getBytes(UTF_8),
                "[null,17,\"text\",[],{}]".getBytes(UTF_8),
                "[".repeat(5_000).getBytes(UTF_8),
                "{\"a\":".repeat(5_000).getBytes(UTF_8))) {
            assertThat(accepted(post(body))).isEmpty();
        }
    }

    @Test
    @DisplayName("says how long a body may be, and a genuine one is shorter")
    void genuineBodyFits() {
        assertThat(decoder().mostBytes()).isGreaterThanOrEqualTo(body().length);
    }

    @Test
    @DisplayName("shows neither a secret nor anything of a post when it is printed")
    void printsNothing() {
        WebhookRequest post = post(body());

        String printed = decoder() + " " + post + " " + decoder().decode(forged(body()));

        assertThat(printed).doesNotContain(new String(body(), UTF_8), post.uri());
    }

    private List<Hint> accepted(WebhookRequest post) {
        return decoder().decode(post).match(Accepted::hints, refused -> {
            assertThat(refused.status()).isBetween(400, 499);
            assertThat(refused.code()).matches("[A-Z][A-Z0-9_]*");
            return List.of();
        });
    }

    private void assertRefused(WebhookRequest post, int status) {
        assertThat(decoder().decode(post)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.code()).matches("[A-Z][A-Z0-9_]*");
        });
    }
}
