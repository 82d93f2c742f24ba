package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidelock.fuzz.Fuzzed;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class WalkPositionFuzzTest {

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void positionsGoOnOrAreRefused(byte[] input) {
        try {
            WalkPosition position = WalkPosition.of(Cursor.of(Fuzzed.text(input)));
            assertThat(WalkPosition.of(position.cursor())).isEqualTo(position);
        } catch (IllegalStateException documented) {
            assertThat(documented).hasMessageContaining("walk").hasMessageContaining("release");
        }
    }

    @FuzzTest(maxDuration = Fuzzed.TIME)
    void anyIdIsFoundAgain(byte[] input) {
        String id = "x" + Fuzzed.text(input);
        RecordRef last = RecordRef.of(RecordType.of("patient"), id).part(Fuzzed.text(input));
        WalkPosition position = new WalkPosition(Set.of(WalkPosition.Purpose.CHECK), last);

        assertThat(WalkPosition.of(position.cursor())).isEqualTo(position);
    }
}
