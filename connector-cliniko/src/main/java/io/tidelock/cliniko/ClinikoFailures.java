package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.Answer;
import io.tidelock.http.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads Cliniko's errors: 429 with the moment at which the minute is over, 422 with a reason per field. */
final class ClinikoFailures {

    static final String VALIDATION_FAILED = "VALIDATION_FAILED";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** What names a field; anything else may hold a value. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]]{0,99}");

    private static final int MOST_FIELDS = 50;
    private static final int LONGEST_REASON = 200;

    private ClinikoFailures() {}

    static Reaction read(Answer answer) {
        return switch (answer.status()) {
            case 429 ->
                new Reaction.Throttled(
                        untilReset(answer).or(answer::retryAfter).or(() -> Optional.of(Duration.ofMinutes(1))));
            case 422 -> new Reaction.Refused(VALIDATION_FAILED, reasons(answer));
            case 400 -> new Reaction.Refused("BAD_REQUEST");
            default -> Reaction.byStatus(answer);
        };
    }

    /** The limit is one of a minute: a moment far away is a mistake, and none is given up for it. */
    private static Optional<Duration> untilReset(Answer answer) {
        Instant now = answer.serverTime().orElse(answer.receivedAt());
        return answer.epochSeconds("X-RateLimit-Reset")
                .map(reset -> Duration.between(now, reset))
                .filter(wait -> wait.compareTo(LONGEST) <= 0)
                .map(wait -> wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
    }

    private static Map<String, String> reasons(Answer answer) {
        Map<String, String> reasons = new LinkedHashMap<>();
        JsonNode errors =
                answer.json(JsonNode.class).map(body -> body.path("errors")).orElse(null);
        if (errors == null || !errors.isObject()) {
            return reasons;
        }
        errors.properties().stream()
                .filter(error -> FIELD.matcher(error.getKey()).matches())
                .limit(MOST_FIELDS)
                .forEach(error -> reasons.put(error.getKey(), shortened(reason(error.getValue()))));
        return reasons;
    }

    private static String reason(JsonNode node) {
        if (!node.isArray()) {
            return node.asText("");
        }
        StringBuilder all = new StringBuilder();
        node.forEach(one -> all.append(all.isEmpty() ? "" : "; ").append(one.asText("")));
        return all.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
