package io.tidelock.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.Answer;
import io.tidelock.http.FailureReader;
import io.tidelock.http.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads HubSpot's errors (§1.2, §1.3, §2.6, §9). */
final class Failures implements FailureReader {

    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /** For a move between data centres that does not say how long it takes. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    /** HubSpot's status for a portal that is moving between data centres. */
    private static final int MIGRATING = 477;

    private final DayEnd day;

    Failures() {
        this(new DayEnd(null));
    }

    Failures(DayEnd day) {
        this.day = day;
    }

    @Override
    public Reaction read(Answer failure) {
        return switch (failure.status()) {
            case 401 -> unauthorized(problem(failure));
            case 403 -> forbidden(problem(failure));
            case 423 -> new Reaction.NotApplied(Optional.of(longer(LOCK, failure.retryAfter())));
            case 429 -> tooMany(failure);
            case MIGRATING ->
                new Reaction.Exhausted(
                        failure.receivedAt().plus(failure.retryAfter().orElse(LOOK_AGAIN)));
            case 400, 404, 409, 413, 414 -> refused(failure);
            default -> Reaction.byStatus(failure);
        };
    }

    private static Reaction unauthorized(Optional<Wire.Problem> problem) {
        String category = problem.map(Wire.Problem::kind).orElse("");
        return category.equals("EXPIRED_AUTHENTICATION")
                ? new Reaction.TokenExpired()
                : new Reaction.Denied(category.isEmpty() ? "UNAUTHORIZED" : category, Set.of());
    }

    private static Reaction forbidden(Optional<Wire.Problem> problem) {
        Set<String> missing = new TreeSet<>();
        problem.ifPresent(named -> named.errors().forEach(detail -> addScopes(detail.context(), missing)));
        String category = problem.map(Wire.Problem::kind).orElse("");
        return new Reaction.Denied(category.isEmpty() ? "FORBIDDEN" : category, missing);
    }

    private static void addScopes(@Nullable JsonNode context, Set<String> scopes) {
        if (context != null) {
            context.properties().stream()
                    .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains("scope"))
                    .forEach(entry -> Complaint.texts(entry.getValue()).forEach(scopes::add));
        }
    }

    private Reaction tooMany(Answer failure) {
        Optional<Wire.Problem> problem = problem(failure);
        String policy = problem.map(Wire.Problem::policyName).orElse("");
        String said = (policy.isEmpty() ? problem.map(Wire.Problem::text).orElse("") : policy).toLowerCase(Locale.ROOT);
        if (said.contains("daily")) {
            Instant now = failure.receivedAt();
            return new Reaction.Exhausted(failure.retryAfter().map(now::plus).orElseGet(() -> day.after(now)));
        }
        boolean secondly = said.contains("secondly") && !said.contains("ten_secondly");
        return new Reaction.Throttled(Optional.of(failure.retryAfter().orElse(secondly ? SECOND : TEN_SECONDS)));
    }

    private static Reaction refused(Answer failure) {
        Complaint complaint = Complaint.of(failure);
        return new Reaction.Refused(complaint.code(), complaint.faults());
    }

    static Optional<Wire.Problem> problem(Answer failure) {
        return failure.json(Wire.Problem.class);
    }

    private static Duration longer(Duration least, Optional<Duration> asked) {
        return asked.filter(after -> after.compareTo(least) > 0).orElse(least);
    }
}
