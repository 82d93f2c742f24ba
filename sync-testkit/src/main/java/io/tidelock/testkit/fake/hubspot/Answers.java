package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Answers for {@link FakeHubSpot#answerInstead} and {@link FakeHubSpot#loseAnswer}: what HubSpot says on bad days. */
public final class Answers {

    private Answers() {}

    /** Answers with an HTML page of the edge in front of HubSpot, such as 502 or 524 (§2.6). */
    public static FakeResponse html(int status) {
        String page = "<!DOCTYPE html><html><head><title>" + status + "</title></head><body>error</body></html>";
        return new FakeResponse(
                status, Map.of("Content-Type", "text/html; charset=UTF-8"), page.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers 503 with {@code Retry-After: 0}, which some HTTP clients repeat on their own. */
    public static FakeResponse unavailable() {
        return html(503).with("Retry-After", "0");
    }

    /** Answers 423: written too much at once; the lock lasts two seconds (§2.6). */
    public static FakeResponse locked() {
        return error(423, "Too many concurrent writes", "LOCKED");
    }

    /** Answers 477: the account moves between data centres; come back after this long (§2.6). */
    public static FakeResponse migrating(Duration retryAfter) {
        return error(477, "Account migration in progress", "MIGRATION_IN_PROGRESS")
                .with("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /**
     * Answers 429.
     *
     * @param policy {@code DAILY}, {@code TEN_SECONDLY_ROLLING} or {@code SECONDLY} (§9)
     */
    public static FakeResponse rateLimited(String policy) {
        Throttle throttle = new Throttle(new Settings());
        return throttle.answer(policy, "fault");
    }

    /** Answers with an error in HubSpot's envelope (§2.6). */
    public static FakeResponse error(int status, String message, String category) {
        return Inbound.answer(status, new Refusal(status, category, message).envelope("fault"));
    }

    /** Cuts the true answer short, in the middle of its JSON. */
    public static UnaryOperator<FakeResponse> cutShort() {
        return answer -> new FakeResponse(
                answer.status(), answer.headers(), Arrays.copyOf(answer.body(), answer.body().length / 2));
    }
}
