package io.tidelock.ringostat;

import static io.tidelock.ringostat.Shop.CLIENT;
import static io.tidelock.ringostat.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.crm.Call;
import io.tidelock.engine.InboxResponse;
import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.ringostat.WebhookCaller.Dialect;
import io.tidelock.testkit.fake.ringostat.WebhookCaller.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookIntakeTest {

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    static Stream<Arguments> dialects() {
        return Stream.of(Dialect.values())
                .flatMap(dialect -> Stream.of(Encoding.values()).map(encoding -> Arguments.of(dialect, encoding)));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    @Tag("RS-10")
    void callIsRecordedOnceWhateverTheWebhookIsLikeAndThoughPollingSeesItToo(Dialect dialect, Encoding encoding) {
        shop.pass();
        String id = shop.answered(CLIENT, "4312");

        InboxResponse first = shop.receive(shop.webhooks().afterCall(id, dialect, encoding));
        InboxResponse second = shop.receive(shop.webhooks().afterCall(id, dialect, encoding));
        shop.pass();
        shop.receive(shop.webhooks().afterCall(id, dialect, encoding));
        shop.pass();

        assertThat(List.of(first.status(), second.status())).containsOnly(204);
        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
        assertThat(text(shop.only(Call.TYPE), RingostatPlan.CALL_ID)).isEqualTo("171000:" + id);
        assertThat(shop.parked()).isEmpty();
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-10")
    void stormOfWebhooksInEveryDialectDoubledAndOutOfOrderRecordsEachCallOnce() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(shop.answered("38067123456" + i % 4, "4312"));
        }
        for (FakeRequest post : shop.webhooks().storm(ids, 3, 7)) {
            shop.receive(post);
            if (post.body().length % 5 == 0) {
                shop.pass();
            }
        }

        shop.pass();

        assertThat(shop.counts()).containsExactly(4, 4, 12, 0, 0);
        assertThat(shop.pass().quiet()).isTrue();
    }

    @Test
    @Tag("RS-10")
    void recordingThatComesLaterIsAdded() {
        String id = shop.answered(CLIENT, "4312");
        shop.pass();
        shop.clock.advance(Duration.ofHours(3));
        shop.project.editCall(id, Map.of("recording", "https://rec.example/play/late", "has_recording", "1"));

        shop.pass();

        assertThat(text(shop.only(Call.TYPE), Call.RECORDING)).isEqualTo("https://rec.example/play/late");
        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rec.example/play/1",
                "https://rec.example.evil.test/play/1",
                "https://evil.test/rec.example",
                "https://user:secret@rec.example/play/1",
                "javascript:alert(1)",
                "https://rec.example\\@evil.test/",
                "not an address"
            })
    @Tag("RS-10")
    void recordingIsTakenFromAllowedHostsOverHttpsOnly(String address) {
        shop.call(Map.of("caller", CLIENT, "employee_number", "4312", "recording", address));

        shop.pass();

        assertThat(text(shop.only(Call.TYPE), Call.RECORDING)).isEmpty();
    }

    @Test
    @Tag("RS-10")
    void recordingOfAHostBelowAnAllowedOneIsTakenAndTheOtherFieldStandsIn() {
        shop.call(Map.of(
                "caller",
                CLIENT,
                "employee_number",
                "4312",
                "recording",
                "http://rec.example/play/1",
                "recording_wav",
                "https://eu.rec.example/1.wav"));

        shop.pass();

        assertThat(text(shop.only(Call.TYPE), Call.RECORDING)).isEqualTo("https://eu.rec.example/1.wav");
    }

    @Test
    @Tag("RS-10")
    void callThatIsUnderWayIsTakenWhenItIsOver() {
        String id = shop.call(Map.of("caller", CLIENT, "disposition", "", "billsec", "0"));
        shop.receive(shop.webhooks().afterCall(id, Dialect.LOG, Encoding.JSON));
        shop.pass();
        List<Integer> before = shop.counts();

        shop.project.editCall(id, Map.of("disposition", "PROPER", "billsec", "60", "employee_number", "4312"));
        shop.pass();

        assertThat(before).containsExactly(0, 0, 0, 0, 0);
        assertThat(shop.counts()).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    @Tag("RS-11")
    void whatAPostSaysIsNotBelieved() {
        String id = shop.missed(CLIENT);
        String lie = "{\"uniqueid\":\"" + id + "\",\"caller\":\"380990000000\",\"disposition\":\"PROPER\","
                + "\"recording\":\"https://rec.example/lie\"}";
        shop.receive(post("/hooks?token=" + Shop.TOKEN, lie));
        shop.receive(post("/hooks?token=" + Shop.TOKEN, "{\"uniqueid\":\"ua-1.999\",\"caller\":\"380990000000\"}"));

        shop.pass();

        assertThat(shop.counts()).containsExactly(1, 1, 1, 1, 0);
        assertThat(text(shop.only(Call.TYPE), Call.RECORDING)).isEmpty();
        assertThat(text(shop.only(Call.TYPE), Call.FROM)).isEqualTo("+380671234567");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks",
                "/hooks?token=",
                "/hooks?token=wrong",
                "/hooks?token=canary-token-of-thirty-two-bytes!",
                "/hooks?Token=canary-token-of-thirty-two-bytes!!",
                "/hooks?x=token&y=canary-token-of-thirty-two-bytes!!"
            })
    @Tag("RS-11")
    void strangerIsRefusedBeforeTheBodyIsLookedAt(String uri) {
        InboxResponse answer = shop.receive(post(uri, "{ this is no JSON and says " + Shop.TOKEN));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.toString()).doesNotContain(Shop.TOKEN);
    }

    @Test
    @Tag("RS-11")
    void basicAuthenticationIsDemandedBesidesTheTokenIfBothAreSet() {
        RingostatWebhooks both = RingostatWebhooks.builder()
                .account("shop")
                .token(() -> "old")
                .token(() -> Shop.TOKEN)
                .basic(() -> "ringostat", () -> "pa:ss")
                .build();
        String id = shop.answered(CLIENT, "4312");
        FakeRequest known = shop.webhooks().basic("ringostat", "pa:ss").afterCall(id, Dialect.LOG, Encoding.FORM);
        FakeRequest wrong = shop.webhooks().basic("ringostat", "pass").afterCall(id, Dialect.LOG, Encoding.FORM);
        FakeRequest without = shop.webhooks().afterCall(id, Dialect.LOG, Encoding.FORM);

        assertThat(both.decode(request(known))).isInstanceOf(WebhookOutcome.Accepted.class);
        assertThat(both.decode(request(wrong))).isEqualTo(new WebhookOutcome.Refused(401, "UNKNOWN_SENDER"));
        assertThat(both.decode(request(without))).isEqualTo(new WebhookOutcome.Refused(401, "UNKNOWN_SENDER"));
    }

    @Test
    @Tag("RS-11")
    void secretThatIsBlankByMistakeLetsNobodyIn() {
        RingostatWebhooks blank =
                RingostatWebhooks.builder().account("shop").token(() -> "").build();
        RingostatWebhooks blankBasic = RingostatWebhooks.builder()
                .account("shop")
                .basic(() -> "", () -> "")
                .build();

        assertThat(blank.decode(request(post("/hooks?token=", "{}")))).isInstanceOf(WebhookOutcome.Refused.class);
        FakeRequest empty = shop.webhooks().basic("", "").afterCall(shop.missed(CLIENT), Dialect.LOG, Encoding.JSON);
        assertThat(blankBasic.decode(request(empty))).isInstanceOf(WebhookOutcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,2]", "\"text\"", "garbage without a pair", "%%%=%%%"})
    void whatCannotBeReadIsNotAHint(String body) {
        InboxResponse answer = shop.receive(post("/hooks?token=" + Shop.TOKEN, body));

        assertThat(answer.status()).isIn(204, 400);
        assertThat(answer.stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook-after-call-in-new-answered.json",
                "webhook-after-call-in-missed.json",
                "webhook-after-call-out.json",
                "webhook-after-call-callback.json",
                "webhook-after-call-unknown-employee.json",
                "webhook-nested-additional.json"
            })
    void recordedBodiesNameTheirCall(String fixture) throws IOException {
        String body = fixture(fixture);
        RingostatWebhooks decoder = RingostatWebhooks.builder()
                .account("shop")
                .token(() -> Shop.TOKEN)
                .build();

        WebhookOutcome outcome = decoder.decode(request(post("/hooks?token=" + Shop.TOKEN, body)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        WebhookOutcome.Accepted.class,
                        accepted -> assertThat(accepted.hints())
                                .singleElement()
                                .satisfies(hint -> assertThat(hint.ref().id()).startsWith("ua-17000000")));
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in = WebhookIntakeTest.class.getResourceAsStream("/ringostat/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static FakeRequest post(String uri, String body) {
        return new FakeRequest(
                "POST", uri, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookRequest request(FakeRequest fake) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        fake.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return WebhookRequest.of(fake.method(), fake.target(), headers, fake.body(), Instant.EPOCH);
    }
}
