package io.tidelock.testkit.simulation;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.engine.Inbox;
import io.tidelock.engine.InboxResponse;
import io.tidelock.engine.WebhookReceiver;
import io.tidelock.engine.WebhookRoute;
import io.tidelock.mapping.Party;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.store.SyncStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What both systems post to the program's address, until it is taken: late, twice, in another order, and with what others
 * forge among it. The program takes it as programs of hosts do, by a {@link WebhookReceiver}.
 */
final class Webhooks {

    private static final String SIGNATURE = "Signature";

    private final Inbox.Builder inbox;
    private final WatchedStore kept;
    private final Weather weather;
    private final Chronicle chronicle;
    private final Verdicts verdicts;
    private final List<Post> waiting = new ArrayList<>();
    private final List<Post> taken = new ArrayList<>();

    /**
     * Lets systems post.
     *
     * @param store as the program sees it
     * @param kept what it holds
     */
    Webhooks(SyncStore store, Clock clock, WatchedStore kept, Weather weather, Chronicle chronicle, Verdicts verdicts) {
        this.inbox = Inbox.builder().store(store).clock(clock);
        this.kept = kept;
        this.weather = weather;
        this.chronicle = chronicle;
        this.verdicts = verdicts;
    }

    /** A post about one record. */
    private record Post(Kind kind, RecordRef ref) {
        byte[] body() {
            String text = kind.party() + " " + kind.type() + " " + ref.id();
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Has a record's system post that it may have changed. */
    void post(Kind kind, RecordRef ref) {
        waiting.add(new Post(kind, ref.whole()));
    }

    /** Brings what was posted; what is not taken is brought again another time. */
    void deliver() {
        List<Post> due = new ArrayList<>(waiting);
        if (weather.happens(Mishap.WEBHOOKS, 2)) {
            Collections.shuffle(due, weather.random(Mishap.WEBHOOKS));
        }
        for (Post post : due) {
            if (weather.happens(Mishap.WEBHOOKS, 4)) {
                forge(post);
            }
            if (!taken.isEmpty() && weather.happens(Mishap.WEBHOOKS, 4)) {
                bring(taken.get(weather.draw(Mishap.WEBHOOKS, taken.size())));
            }
            boolean late = weather.happens(Mishap.WEBHOOKS, 3);
            if (!late && bring(post)) {
                waiting.remove(post);
                taken.add(post);
            }
        }
    }

    /** Brings a post; tells whether the program took it, after which nobody brings it again. */
    private boolean bring(Post post) {
        InboxResponse response = receive(post.body(), signature(post.body()));
        chronicle.tell("  posted: " + post.ref() + ", " + response.code());
        boolean durable = kept.hints().stream()
                .anyMatch(hint ->
                        hint.feed().equals(post.kind().feed()) && hint.ref().equals(post.ref()));
        verdicts.require(
                Guarantee.NO_LOST_EDIT,
                !response.accepted() || durable,
                () -> "what was posted about " + post.ref() + " was taken, and is not kept");
        return response.accepted();
    }

    private void forge(Post post) {
        int before = kept.hints().size();
        InboxResponse response = receive(post.body(), signature(new byte[] {1}));
        verdicts.require(
                Guarantee.CONVERGES,
                response.status() == 401 && kept.hints().size() == before,
                () -> "what somebody forged about " + post.ref() + " was taken");
    }

    private InboxResponse receive(byte[] body, String signature) {
        WebhookReceiver receiver = inbox.build().receiver(new Decoder(), Webhooks::routes);
        return receiver.receive("POST", "/webhooks", Map.of(SIGNATURE, List.of(signature)), body);
    }

    private static List<WebhookRoute> routes(AccountId account) {
        return List.of(new WebhookRoute(Stage.INTEGRATION, Party.valueOf(account.account())));
    }

    /** Stands for a signature that only the systems can make. */
    private static String signature(byte[] body) {
        return "signed " + Arrays.hashCode(body);
    }

    private static final class Decoder implements WebhookDecoder {
        @Override
        public int mostBytes() {
            return 10_000;
        }

        @Override
        public WebhookOutcome decode(WebhookRequest request) {
            boolean signed = request.header(SIGNATURE)
                    .filter(signature(request.body())::equals)
                    .isPresent();
            if (!signed) {
                return new WebhookOutcome.Refused(401, "FORGED");
            }
            String[] words = new String(request.body(), StandardCharsets.UTF_8).split(" ", 3);
            RecordRef ref = RecordRef.of(RecordType.of(words[1]), words[2]);
            return new WebhookOutcome.Accepted(
                    List.of(new WebhookOutcome.Hint(AccountId.of("simulated", words[0]), ref)), 0);
        }
    }
}
