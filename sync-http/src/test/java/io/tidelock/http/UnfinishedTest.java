package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.QuotaExhaustedException;
import io.tidelock.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnfinishedTest {

    private final ManualClock clock = new ManualClock();
    private final Unfinished<String, Integer> lengths = new Unfinished<>(clock);
    private final List<String> asked = new ArrayList<>();
    private int callsLeft;

    @Test
    void roundThatRanOutOfCallsGoesOnWhereItStopped() {
        callsLeft = 2;
        assertThatThrownBy(() -> round("a", "bb", "ccc")).isInstanceOf(QuotaExhaustedException.class);

        callsLeft = 2;
        assertThat(round("a", "bb", "ccc")).containsExactly(Map.entry("a", 1), Map.entry("bb", 2), Map.entry("ccc", 3));

        assertThat(asked).containsExactly("a", "bb", "ccc");
    }

    @Test
    void finishedRoundIsForgotten() {
        callsLeft = 4;
        round("a", "bb");
        round("a", "bb");

        assertThat(asked).containsExactly("a", "bb", "a", "bb");
    }

    @Test
    void answersThatAreMinutesOldAreAskedForAgain() {
        callsLeft = 1;
        assertThatThrownBy(() -> round("a", "bb")).isInstanceOf(QuotaExhaustedException.class);
        clock.advance(Duration.ofMinutes(6));

        callsLeft = 2;
        round("a", "bb");

        assertThat(asked).containsExactly("a", "a", "bb");
    }

    private Map<String, Integer> round(String... keys) {
        return lengths.each(List.of(keys), this::ask);
    }

    private int ask(String key) {
        if (callsLeft == 0) {
            throw new QuotaExhaustedException("no calls left", clock.instant().plusSeconds(10));
        }
        callsLeft--;
        asked.add(key);
        return key.length();
    }
}
