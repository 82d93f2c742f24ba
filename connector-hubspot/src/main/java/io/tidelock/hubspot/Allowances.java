package io.tidelock.hubspot;

import io.tidelock.http.Allowance;
import io.tidelock.http.AllowanceReader;
import io.tidelock.http.Answer;
import io.tidelock.http.CallBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what HubSpot says is left of the ten seconds and of the day (§9). Searches say nothing. Associations have a limit of
 * their own (§4), so what their answers say about ten seconds holds for their lane only.
 */
final class Allowances implements AllowanceReader {

    private static final String PREFIX = "X-HubSpot-RateLimit-";
    private static final long TEN_SECONDS = 10_000;

    private final DayEnd day;

    Allowances(DayEnd day) {
        this.day = day;
    }

    @Override
    public List<Allowance> read(Answer answer) {
        List<Allowance> allowances = new ArrayList<>();
        Duration interval = Duration.ofMillis(
                answer.number(PREFIX + "Interval-Milliseconds").orElse(TEN_SECONDS));
        Instant now = answer.receivedAt();
        add(allowances, answer, answer.lane(), "Max", "Remaining", now.plus(interval));
        add(allowances, answer, CallBudget.EVERY_CALL, "Daily", "Daily-Remaining", day.after(now));
        return allowances;
    }

    private static void add(
            List<Allowance> allowances, Answer answer, String lane, String limit, String remaining, Instant until) {
        answer.number(PREFIX + remaining)
                .ifPresent(left -> allowances.add(
                        new Allowance(lane, whole(answer.number(PREFIX + limit).orElse(0L)), whole(left), until)));
    }

    private static int whole(long number) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, number));
    }
}
