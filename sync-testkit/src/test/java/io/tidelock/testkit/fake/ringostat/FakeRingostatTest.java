package io.tidelock.testkit.fake.ringostat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeRingostatTest {

    @Test
    void twoProjectsLogNoTwoCallsUnderOneId() {
        ManualClock clock = new ManualClock();
        FakeRingostat one = FakeRingostat.builder().clock(clock).project(1).build();
        FakeRingostat two = FakeRingostat.builder().clock(clock).project(2).build();

        String ofOne = one.call(clock.instant(), Map.of());
        String ofTwo = two.call(clock.instant(), Map.of());

        assertThat(ofOne).isNotEqualTo(ofTwo);
    }
}
