package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import io.tidelock.store.Parked;
import io.tidelock.store.Sealed;
import io.tidelock.store.StoredWrite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {

    private static final Instant PASS = Instant.parse("2026-01-01T00:00:00Z");
    private static final RecordRef CONTACT = RecordRef.of(RecordType.of("contact"), "101");
    private static final Parked.Key CALL =
            new Parked.Key("calls", Side.SOURCE, RecordRef.of(RecordType.of("call"), "1"));

    private final Trail trail = new Trail(CALL, CONTACT);

    private static WrittenValue written(char before, char after) {
        return new WrittenValue(Value.text("" + before), Value.text("" + after));
    }

    /** Adds a write of a pass, such as {@code AB}: it found A and wrote B. */
    private void add(int pass, String write) {
        StoredWrite entry = new StoredWrite(
                write,
                PASS.plusSeconds(pass),
                CALL,
                CONTACT,
                false,
                true,
                List.of("name"),
                List.of(),
                "key",
                Sealed.of(new byte[0]));
        trail.add(entry, Map.of("name", written(write.charAt(0), write.charAt(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB BC CD", "AB CD BC", "BC AB CD", "BC CD AB", "CD AB BC", "CD BC AB"})
    void writesOfOnePassComeInNoOrder(String writes) {
        for (String write : writes.split(" ", -1)) {
            add(1, write);
        }

        assertThat(trail.fields()).isEqualTo(Map.of("name", written('A', 'D')));
    }

    @Test
    void laterPassesGoOnFromWhatWasLeft() {
        add(1, "BC");
        add(1, "AB");
        add(2, "DE");
        add(2, "CD");

        assertThat(trail.fields()).isEqualTo(Map.of("name", written('A', 'E')));
    }

    @Test
    void whatSomebodyWroteInBetweenIsWhatTheLaterOneFound() {
        add(1, "AB");
        add(2, "XC");
        add(3, "CD");

        assertThat(trail.fields()).isEqualTo(Map.of("name", written('X', 'D')));
    }

    @Test
    void lastThatWasDoneTellsWhetherItWasRemoved() {
        trail.add(StoredWrite.removal("a", PASS, CALL, CONTACT), Map.of());
        assertThat(trail.removed()).isTrue();

        add(1, "AB");
        assertThat(trail.removed()).isFalse();
    }
}
