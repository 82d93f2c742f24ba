package io.tidelock.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    @Test
    void intervalIsDueWhenItIsOverAndNotBefore() {
        Schedule hourly = Schedule.every(Duration.ofHours(1));
        Instant last = Instant.parse("2026-01-05T08:00:00Z");

        assertThat(hourly.isDue(last, last.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(hourly.isDue(last, last.plus(Duration.ofHours(1)))).isTrue();
        assertThat(hourly.next(last)).isEqualTo(last.plus(Duration.ofHours(1)));
    }

    @Test
    void noIntervalIsDueAtOnce() {
        Instant last = Instant.parse("2026-01-05T08:00:00Z");

        assertThat(Schedule.every(Duration.ZERO).isDue(last, last)).isTrue();
    }

    @Test
    void nightIsDueOnceAlsoIfTheRunWasLate() {
        Schedule atTwo = Schedule.nightly(LocalTime.of(2, 0), HELSINKI);

        assertThat(atTwo.next(Instant.parse("2026-01-05T23:59:59Z"))).isEqualTo("2026-01-06T00:00:00Z");
        assertThat(atTwo.next(Instant.parse("2026-01-06T00:00:00Z"))).isEqualTo("2026-01-07T00:00:00Z");
        assertThat(atTwo.isDue(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-06T09:00:00Z")))
                .isTrue();
        assertThat(atTwo.isDue(Instant.parse("2026-01-06T09:00:00Z"), Instant.parse("2026-01-06T23:00:00Z")))
                .isFalse();
    }

    @Test
    void timeThatTheClocksSkipIsDueWhenTheySkipIt() {
        Schedule atHalfPastThree = Schedule.nightly(LocalTime.of(3, 30), HELSINKI);

        assertThat(runs(atHalfPastThree, "2026-03-28T00:00:00Z", 3))
                .containsExactly(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"), // 3:00 becomes 4:00
                        Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void timeThatTheClocksShowTwiceIsDueOnce() {
        Schedule atHalfPastThree = Schedule.nightly(LocalTime.of(3, 30), HELSINKI);

        assertThat(runs(atHalfPastThree, "2026-10-24T00:00:00Z", 3))
                .containsExactly(
                        Instant.parse("2026-10-24T00:30:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z"), // and again at 1:30 UTC
                        Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(atHalfPastThree.next(Instant.parse("2026-10-25T01:15:00Z"))).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void midnightThatTheClocksSkipIsStillOnceADay() {
        Schedule atMidnight = Schedule.nightly(LocalTime.MIDNIGHT, ZoneId.of("America/Santiago"));

        assertThat(runs(atMidnight, "2026-09-05T12:00:00Z", 2))
                .containsExactly(Instant.parse("2026-09-06T04:00:00Z"), Instant.parse("2026-09-07T03:00:00Z"));
    }

    @Test
    void nextIsAlwaysLaterSoNobodyRunsInCircles() {
        Schedule atHalfPastThree = Schedule.nightly(LocalTime.of(3, 30), HELSINKI);
        Instant start = Instant.parse("2026-03-27T00:00:00Z");

        for (int minute = 0; minute < 5 * 24 * 60; minute++) {
            Instant after = start.plus(Duration.ofMinutes(minute));
            assertThat(atHalfPastThree.next(after)).isAfter(after);
        }
    }

    private static List<Instant> runs(Schedule schedule, String from, int count) {
        List<Instant> runs = new ArrayList<>();
        Instant at = Instant.parse(from);
        for (int i = 0; i < count; i++) {
            at = schedule.next(at);
            runs.add(at);
        }
        return runs;
    }
}
