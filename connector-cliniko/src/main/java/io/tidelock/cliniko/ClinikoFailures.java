package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.Answer;
import io.tidelock.http.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads Cliniko's errors: 429 with the moment at which the minute is over, 422 with a reason per field. */
final class ClinikoFailures {

    static final String VALIDATION_FAILED = "VALIDATION_FAILED";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** What names a field; anything else may hold a value. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]]{0,99}");

    /** The sentences of a validation that hold no value, neither one that was sent nor anybody else's. */
    private static final Pattern SAYS_NO_VALUE = Pattern.compile("(number |phone_type )?"
            + "(can't be blank|is required|is invalid|is reserved|has already been taken|must (exist|be blank|be accepted)"
            + "|is not (included in the list|a number|an integer)"
            + "|is not a valid (country( code)?|date|email( address)?|phone number)"
            + "|is too (long|short) \\((maximum|minimum) is \\d{1,6} characters?\\)"
            + "|is the wrong length \\(should be \\d{1,6} characters?\\))");

    private static final String OTHERWISE = "is not accepted";
    private static final int MOST_FIELDS = 50;
    private static final int MOST_REASONS = 4;

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
        answer.json(JsonNode.class).stream()
                .flatMap(body -> body.path("errors").properties().stream())
                .filter(error -> FIELD.matcher(error.getKey()).matches())
                .limit(MOST_FIELDS)
                .forEach(error -> reasons.put(error.getKey(), reason(error.getValue())));
        return reasons;
    }

    private static String reason(JsonNode node) {
        if (!node.isArray()) {
            return silent(node.asText(""));
        }
        Set<String> all = new LinkedHashSet<>();
        for (int i = 0; i < Math.min(node.size(), MOST_REASONS); i++) {
            all.add(silent(node.path(i).asText("")));
        }
        return all.isEmpty() ? OTHERWISE : String.join("; ", all);
    }

    private static String silent(String sentence) {
        return SAYS_NO_VALUE.matcher(sentence).matches() ? sentence : OTHERWISE;
    }
}
