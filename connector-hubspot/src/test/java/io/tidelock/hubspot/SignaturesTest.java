package io.tidelock.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are HubSpot's own, or computed from its documentation by other means. */
class SignaturesTest {

    private static final String SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private static final String URL = "https://www.example.com/webhook_uri";
    private static final String ESCAPED = "https://www.example.com/hook?u=a%3Ab%2Fc%40d%21e";
    private static final String BODY =
            "[{\"eventId\":1,\"subscriptionId\":12345,\"portalId\":62515,\"occurredAt\":1564113600000,"
                    + "\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,\"objectId\":123,"
                    + "\"changeSource\":\"CRM\",\"changeFlag\":\"NEW\",\"appId\":54321}]";
    private static final String EXAMPLE = "{\"example_field\":\"example_value\"}";
    private static final Instant SIGNED = Instant.ofEpochMilli(1564113600000L);
    private static final String V3 = "DxmVAjFNa2xfF3YgQjdZP6TNcok9k1oaH7UXombPtvw=";
    private static final String V3_ESCAPED = "rMCVy5XmxVXPSfR/DFACIWnmdQhbJXiOrTHP1X3EjD8=";
    private static final String V1 = "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de";

    @Test
    void requestWithAV3SignatureIsBelieved() {
        assertThat(decode(builder -> builder, URL, BODY, v3(V3), SIGNED)).isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @Test
    void headersMayComeInAnyCase() {
        Map<String, String> lower = new LinkedHashMap<>();
        v3(V3).forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));

        assertThat(decode(builder -> builder, URL, BODY, lower, SIGNED)).isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @Test
    void urlIsAlsoDecodedTheWayHubSpotDocuments() {
        assertThat(decode(builder -> builder, ESCAPED, BODY, v3(V3_ESCAPED), SIGNED))
                .isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(decode(builder -> builder, ESCAPED.replace("%2F", "%2f"), BODY, v3(V3_ESCAPED), SIGNED))
                .isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "%3A :", "%2F /", "%3F ?", "%40 @", "%21 !", "%24 $", "%27 '", "%28 (", "%29 )", "%2A *", "%2C ,",
                "%3B ;"
            })
    void eachOfTheDocumentedEscapesIsDecoded(String escape, String character) throws GeneralSecurityException {
        for (String called : List.of(escape, escape.toLowerCase(Locale.ROOT))) {
            assertThat(signedFor(URL + "?q=" + character + "x", URL + "?q=" + called + "x"))
                    .isInstanceOf(WebhookOutcome.Accepted.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {"%23 #", "%25 %", "%26 &", "%2B +", "%3D =", "%5B [", "%253A %3A", "%253A :", "+ %20"})
    void noOtherEscapeIsDecoded(String escape, String character) throws GeneralSecurityException {
        assertThat(signedFor(URL + "?q=" + character, URL + "?q=" + escape))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
        assertThat(signedFor(URL + "?q=" + escape, URL + "?q=" + escape)).isInstanceOf(WebhookOutcome.Accepted.class);
    }

    @Test
    void behindAProxyTheTargetUrlIsWhatIsSigned() {
        assertThat(decode(builder -> builder.targetUrl(URL), "/inner?x=1", BODY, v3(V3), SIGNED))
                .isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(decode(builder -> builder.targetUrl("https://other.example/"), URL, BODY, v3(V3), SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
    }

    @Test
    void hostThatKnowsNoUrlIsToldSo() {
        assertThat(decode(builder -> builder, "/webhook_uri", BODY, v3(V3), SIGNED))
                .isEqualTo(new Refused(500, "TARGET_URL_UNKNOWN"));
    }

    @Test
    void oldAndNewSecretAreBothBelievedWhileTheyAreExchanged() {
        assertThat(decode(HubSpotWebhooks.builder().clientSecret(() -> "new").clientSecret(() -> SECRET), V3))
                .isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(decode(HubSpotWebhooks.builder().clientSecret(() -> "new"), V3))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DxmVAjFNa2xfF3YgQjdZP6TNcok9k1oaH7UXombPtvw", "ÿ\u0000", "null"})
    void forgedSignatureIsRefused(String forged) {
        assertThat(decode(builder -> builder, URL, BODY, v3(forged), SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
    }

    @Test
    void everythingThatIsSignedCounts() {
        assertThat(refusal(URL + "?", BODY, SIGNED)).isEqualTo("SIGNATURE_INVALID");
        assertThat(refusal(URL, BODY + " ", SIGNED)).isEqualTo("SIGNATURE_INVALID");
        Map<String, String> later = v3(V3);
        later.put("X-HubSpot-Request-Timestamp", "1564113600001");
        assertThat(decode(builder -> builder, URL, BODY, later, SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
    }

    @Test
    void signatureHoldsFiveMinutesInBothDirections() {
        Duration tolerance = Duration.ofMinutes(5);

        assertThat(refusal(URL, BODY, SIGNED.plus(tolerance))).isEmpty();
        assertThat(refusal(URL, BODY, SIGNED.minus(tolerance))).isEmpty();
        assertThat(refusal(URL, BODY, SIGNED.plus(tolerance).plusMillis(1))).isEqualTo("SIGNATURE_EXPIRED");
        assertThat(refusal(URL, BODY, SIGNED.minus(tolerance).minusMillis(1))).isEqualTo("SIGNATURE_EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "9999999999999999999999", "1564113600", "2019-07-26T04:00:00Z"})
    void timestampThatIsNoneIsRefused(String timestamp) {
        Map<String, String> headers = v3(V3);
        headers.put("X-HubSpot-Request-Timestamp", timestamp);

        assertThat(decode(builder -> builder, URL, BODY, headers, SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_EXPIRED"));
    }

    @Test
    void signatureThatIsSentTwiceIsAsGoodAsNone() {
        WebhookRequest request =
                WebhookRequest.of("POST", URL, Map.of("X-HubSpot-Signature-v3", List.of(V3, V3)), new byte[0], SIGNED);

        assertThat(decoder().decode(request)).isEqualTo(new Refused(401, "SIGNATURE_MISSING"));
    }

    @Test
    void olderSignaturesAreNoWayRoundUnlessTheyAreAskedFor() {
        assertThat(decode(builder -> builder, URL, BODY, legacy("v1", V1), SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_MISSING"));
        assertThat(decode(HubSpotWebhooks.Builder::acceptLegacySignatures, URL, BODY, legacy("v1", V1), SIGNED))
                .isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(decode(HubSpotWebhooks.Builder::acceptLegacySignatures, URL, BODY, legacy("v2", V1), SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
        assertThat(decode(HubSpotWebhooks.Builder::acceptLegacySignatures, URL, BODY, legacy("", V1), SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
    }

    @Test
    void wrongV3SignatureIsNotMendedByARightOlderOne() {
        Map<String, String> both = v3("forged");
        both.putAll(legacy("v1", V1));

        assertThat(decode(HubSpotWebhooks.Builder::acceptLegacySignatures, URL, BODY, both, SIGNED))
                .isEqualTo(new Refused(401, "SIGNATURE_INVALID"));
    }

    @Test
    void secondVersionCoversMethodUrlAndBody() {
        String ofGet = "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e";
        String ofPost = "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900";
        HubSpotWebhooks lenient = HubSpotWebhooks.builder()
                .clientSecret(() -> SECRET)
                .acceptLegacySignatures()
                .build();

        assertThat(code(lenient.decode(request("GET", URL, "", legacy("v2", ofGet), SIGNED))))
                .isEqualTo("BODY_UNREADABLE");
        assertThat(code(lenient.decode(request("POST", URL, EXAMPLE, legacy("v2", ofPost), SIGNED))))
                .isEqualTo("BODY_UNREADABLE");
        assertThat(code(lenient.decode(request("PUT", URL, EXAMPLE, legacy("v2", ofPost), SIGNED))))
                .isEqualTo("SIGNATURE_INVALID");
    }

    @Test
    void bodyThatIsTooLargeIsRefusedBeforeTheSecretIsAskedFor() {
        HubSpotWebhooks small = HubSpotWebhooks.builder()
                .clientSecret(() -> {
                    throw new AssertionError("it was hashed");
                })
                .mostBytes(BODY.length() - 1)
                .build();

        assertThat(small.decode(request("POST", URL, BODY, v3(V3), SIGNED)))
                .isEqualTo(new Refused(413, "BODY_TOO_LARGE"));
    }

    @Test
    void everythingThatIsMissingIsNamed() {
        HubSpotWebhooks.Builder wrong =
                HubSpotWebhooks.builder().targetUrl("hooks.example.com").mostBytes(0);

        assertThatThrownBy(wrong::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("clientSecret", "targetUrl", "mostBytes");
    }

    /** Signs one URL and calls another. */
    private static WebhookOutcome signedFor(String signed, String called) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        String source = "POST" + signed + BODY + SIGNED.toEpochMilli();
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(source.getBytes(UTF_8)));
        return decode(builder -> builder, called, BODY, v3(signature), SIGNED);
    }

    private static HubSpotWebhooks decoder() {
        return HubSpotWebhooks.builder().clientSecret(() -> SECRET).build();
    }

    private static String refusal(String url, String body, Instant receivedAt) {
        return code(decode(builder -> builder, url, body, v3(V3), receivedAt));
    }

    private static String code(WebhookOutcome outcome) {
        return outcome.match(accepted -> "", Refused::code);
    }

    private static WebhookOutcome decode(HubSpotWebhooks.Builder builder, String signature) {
        return builder.build().decode(request("POST", URL, BODY, v3(signature), SIGNED));
    }

    private static WebhookOutcome decode(
            UnaryOperator<HubSpotWebhooks.Builder> settings,
            String url,
            String body,
            Map<String, String> headers,
            Instant receivedAt) {
        return settings.apply(HubSpotWebhooks.builder().clientSecret(() -> SECRET))
                .build()
                .decode(request("POST", url, body, headers, receivedAt));
    }

    private static WebhookRequest request(
            String method, String url, String body, Map<String, String> headers, Instant receivedAt) {
        Map<String, List<String>> each = new LinkedHashMap<>();
        headers.forEach((name, value) -> each.put(name, List.of(value)));
        return WebhookRequest.of(method, url, each, body.getBytes(UTF_8), receivedAt);
    }

    private static Map<String, String> v3(String signature) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-HubSpot-Signature-v3", signature);
        headers.put("X-HubSpot-Request-Timestamp", Long.toString(SIGNED.toEpochMilli()));
        return headers;
    }

    private static Map<String, String> legacy(String version, String signature) {
        return Map.of("X-HubSpot-Signature", signature, "X-HubSpot-Signature-Version", version);
    }
}
