package io.tidelock.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.Party;
import io.tidelock.record.AccountId;
import io.tidelock.record.IntegrationId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.StoreCommit;
import io.tidelock.store.StoredHint;
import io.tidelock.store.SyncStore;
import io.tidelock.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final RecordType CONTACT = RecordType.of("contact");
    private static final IntegrationId ONE = IntegrationId.of("tenant-1");
    private static final IntegrationId TWO = IntegrationId.of("tenant-2");

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore kept = new InMemoryStore();
    private final List<StoreCommit> commits = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private boolean away;
    private int counts;

    private final SyncStore store = Watching.each(kept, (method, arguments) -> {
        if (away) {
            throw new IllegalStateException("connection refused, password canary");
        }
        counts += method.equals("countHints") ? 1 : 0;
        if (method.equals("commit")) {
            commits.add((StoreCommit) arguments[0]);
        }
    });

    @Test
    void answers204OnceTheHintIsDurable() {
        Inbox inbox = inbox(
                builder -> builder.onHints(id -> heard.add(id + " has " + kept.countHints(id) + " before the answer")));

        InboxResponse response = post(receiver(inbox), "a/7");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.accepted()).isTrue();
        assertThat(response.stored()).isEqualTo(1);
        assertThat(heard).containsExactly("tenant-1 has 1 before the answer");
        assertThat(kept.hints(ONE, 10)).containsExactly(new StoredHint("crm/contact", ref("7"), 1, clock.instant()));
    }

    @Test
    void answers503WhenTheStoreIsDown() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder));
        away = true;
        InboxResponse response = post(receiver, "a/7");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.code()).isEqualTo("STORE_UNAVAILABLE");
        assertThat(response.headers()).containsEntry("Retry-After", "60");
        assertThat(response.toString()).doesNotContain("canary");

        away = false;
        assertThat(post(receiver, "a/7").status()).isEqualTo(204);
        assertThat(kept.countHints(ONE)).isEqualTo(1);
    }

    @Test
    void deathBetweenTheInsertAndTheAnswerLeavesOneHintWhenItIsPostedAgain() {
        Steps steps = new Steps();
        WebhookReceiver receiver =
                receiver(Inbox.builder().store(steps.watch(kept)).build());
        steps.dieAt(2);

        assertThatThrownBy(() -> post(receiver, "a/7")).isInstanceOf(Steps.Crash.class);
        assertThat(kept.countHints(ONE)).isEqualTo(1);

        assertThat(post(receiver(inbox(builder -> builder)), "a/7").accepted()).isTrue();
        assertThat(kept.countHints(ONE)).isEqualTo(1);
    }

    @Test
    void thousandRepeatsOfOneEventAreOneHint() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder));
        for (int i = 0; i < 1_000; i++) {
            assertThat(post(receiver, "a/7").accepted()).isTrue();
        }

        assertThat(kept.countHints(ONE)).isEqualTo(1);
        assertThat(counts).as("the store counts once a thousand").isEqualTo(1);
    }

    @Test
    void hintsOfOneRequestAreOneCommitForEachIntegration() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder));

        InboxResponse response = post(receiver, "a/1 b/2 a/3 a/1 both/4");

        assertThat(commits).extracting(StoreCommit::integration).containsExactly(ONE, TWO);
        assertThat(refs(ONE)).containsExactly(ref("1"), ref("3"), ref("4"));
        assertThat(refs(TWO)).containsExactly(ref("2"), ref("4"));
        assertThat(response.stored()).isEqualTo(5);
    }

    @Test
    void fullInboxPushesBack() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder.capacity(3)));
        assertThat(post(receiver, "a/1 a/2 a/3").accepted()).isTrue();

        InboxResponse full = post(receiver, "a/4");

        assertThat(full.status()).isEqualTo(503);
        assertThat(full.code()).isEqualTo("INBOX_FULL");
        assertThat(full.headers()).containsEntry("Retry-After", "60");
        assertThat(kept.countHints(ONE)).isEqualTo(3);

        StoreCommit pass = new StoreCommit(ONE);
        kept.hints(ONE, 1).forEach(pass::take);
        kept.commit(pass);
        clock.advance(Duration.ofSeconds(1));
        assertThat(post(receiver, "a/4").accepted()).isTrue();
    }

    @Test
    void fullInboxIsNotCountedForEveryRequest() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder.capacity(1)));
        post(receiver, "a/1");
        counts = 0;

        for (int i = 0; i < 100; i++) {
            assertThat(post(receiver, "a/2").accepted()).isFalse();
        }
        assertThat(counts).isEqualTo(1);

        clock.advance(Duration.ofMinutes(-10));
        post(receiver, "a/2");
        assertThat(counts).as("a clock that was set back does not keep it shut").isEqualTo(2);
    }

    @Test
    void fullInboxOfOneTenantIsNoneOfAnothers() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder.capacity(1)));
        post(receiver, "a/1");

        InboxResponse response = post(receiver, "a/2 b/3");

        assertThat(response.code()).isEqualTo("INBOX_FULL");
        assertThat(response.stored()).isEqualTo(1);
        assertThat(refs(ONE)).containsExactly(ref("1"));
        assertThat(refs(TWO)).containsExactly(ref("3"));
    }

    @Test
    void requestThatFindsRoomIsLetInWholeSoThatNoneIsTooLarge() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder.capacity(5)));
        String hundred = IntStream.range(0, 100).mapToObj(i -> "a/" + i).collect(Collectors.joining(" "));

        assertThat(post(receiver, hundred).stored()).isEqualTo(100);
        assertThat(post(receiver, "a/x").code()).isEqualTo("INBOX_FULL");
    }

    @Test
    void unknownAccountIsAcceptedAndDropped() {
        InboxResponse response = post(receiver(inbox(builder -> builder)), "stranger/1 unknown unknown");

        assertThat(response).isEqualTo(new InboxResponse(204, "ACCEPTED", Map.of(), 0, 1, 2));
        assertThat(commits).isEmpty();
    }

    @Test
    void refusalIsPassedOnAndStoresNothing() {
        assertThat(post(receiver(inbox(builder -> builder)), "forged"))
                .isEqualTo(new InboxResponse(401, "SIGNATURE_INVALID", Map.of(), 0, 0, 0));
        assertThat(commits).isEmpty();
    }

    @Test
    void bodyBeyondTheBoundIsRefusedUnread() {
        WebhookReceiver receiver = receiver(inbox(builder -> builder));

        assertThat(receiver.mostBytes()).isEqualTo(2_000);
        assertThat(post(receiver, "x".repeat(2_001)).status()).isEqualTo(413);
    }

    @Test
    void failuresOfTheHostsOwnAskForARepeat() {
        Inbox inbox = inbox(builder -> builder);
        WebhookReceiver lost = inbox.receiver(new Lines(), account -> {
            throw new IllegalStateException("canary");
        });

        assertThat(post(lost, "a/1").code()).isEqualTo("ROUTES_UNAVAILABLE");
        assertThat(post(lost, "a/1").status()).isEqualTo(503);
        assertThat(post(receiver(inbox), "broken").status()).isEqualTo(500);
        assertThat(post(receiver(inbox), "broken").code()).isEqualTo("DECODER_FAILED");
    }

    @Test
    void whoeverHearsOfHintsMayFail() {
        Inbox inbox = inbox(builder -> builder.onHints(id -> {
            throw new IllegalStateException("canary");
        }));

        assertThat(post(receiver(inbox), "a/1").accepted()).isTrue();
        assertThat(kept.countHints(ONE)).isEqualTo(1);
    }

    @Test
    void hostWithoutHttpHandsHintsOver() {
        Inbox inbox = inbox(builder -> builder.capacity(2));
        RecordType row = RecordType.of("row");

        InboxResponse response = inbox.hint(
                ONE,
                Party.BUSINESS,
                List.of(RecordRef.of(row, "1"), RecordRef.of(row, "2").part("p")));

        assertThat(response.accepted()).isTrue();
        assertThat(kept.hints(ONE, 10)).extracting(StoredHint::feed).containsOnly("business/row");
        assertThat(refs(ONE)).containsExactly(RecordRef.of(row, "1"), RecordRef.of(row, "2"));
        assertThat(inbox.hint(ONE, Party.BUSINESS, List.of(RecordRef.of(row, "3")))
                        .accepted())
                .isFalse();
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatThrownBy(() -> Inbox.builder().build()).hasMessageContaining("store");
        assertThatThrownBy(() -> inbox(builder -> builder.capacity(0))).hasMessageContaining("capacity");
    }

    private Inbox inbox(UnaryOperator<Inbox.Builder> settings) {
        return settings.apply(Inbox.builder().store(store).clock(clock)).build();
    }

    private static WebhookReceiver receiver(Inbox inbox) {
        Map<String, List<WebhookRoute>> routes = Map.of(
                "a", List.of(new WebhookRoute(ONE, Party.CRM)),
                "b", List.of(new WebhookRoute(TWO, Party.CRM)),
                "both", List.of(new WebhookRoute(ONE, Party.CRM), new WebhookRoute(TWO, Party.CRM)));
        return inbox.receiver(new Lines(), account -> routes.getOrDefault(account.account(), List.of()));
    }

    private static InboxResponse post(WebhookReceiver receiver, String body) {
        return receiver.receive("POST", "https://hooks.example.com/", Map.of(), body.getBytes(UTF_8));
    }

    private List<RecordRef> refs(IntegrationId integration) {
        return kept.hints(integration, 1_000).stream().map(StoredHint::ref).toList();
    }

    private static RecordRef ref(String id) {
        return RecordRef.of(CONTACT, id);
    }

    /** Reads {@code account/id} words; any other word is an event of an unknown kind. */
    private static final class Lines implements WebhookDecoder {

        @Override
        public int mostBytes() {
            return 2_000;
        }

        @Override
        public WebhookOutcome decode(WebhookRequest request) {
            String text = new String(request.body(), UTF_8);
            if (text.equals("forged")) {
                return new WebhookOutcome.Refused(401, "SIGNATURE_INVALID");
            } else if (text.equals("broken")) {
                throw new IllegalStateException("canary");
            }
            List<Hint> hints = new ArrayList<>();
            int ignored = 0;
            for (String word : text.split(" ", -1)) {
                String[] parts = word.split("/", 2);
                if (parts.length == 2) {
                    hints.add(new Hint(AccountId.of("lines", parts[0]), ref(parts[1])));
                } else {
                    ignored++;
                }
            }
            return new WebhookOutcome.Accepted(hints, ignored);
        }
    }
}
