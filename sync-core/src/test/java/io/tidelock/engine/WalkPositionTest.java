package io.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.engine.WalkPosition.Purpose;
import io.tidelock.record.Cursor;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalkPositionTest {

    private static final RecordType PATIENT = RecordType.of("patient");

    @Test
    void goesOnWhereItWasAfterARestart() {
        WalkPosition start = WalkPosition.start(Set.of(Purpose.NEW_PLAN), Optional.empty());

        assertThat(WalkPosition.of(start.cursor())).isEqualTo(start);
        for (RecordRef ref : new RecordRef[] {
            RecordRef.of(PATIENT, "17"),
            RecordRef.of(PATIENT, "a b,c%20+é\n"),
            RecordRef.of(PATIENT, "17").part("deal one"),
            RecordRef.of(PATIENT, "\ud800 \udfff \ud7ff\ue000 \ud83d\ude00"),
        }) {
            assertThat(WalkPosition.of(start.at(ref).cursor())).isEqualTo(start.at(ref));
        }
    }

    @Test
    void isWrittenAsOlderReleasesWroteIt() {
        WalkPosition both = WalkPosition.start(
                Set.of(Purpose.CHECK), Optional.of(WalkPosition.start(Set.of(Purpose.NEW_KEY), Optional.empty())));

        assertThat(both.at(RecordRef.of(PATIENT, "17").part("x")).cursor().text())
                .isEqualTo("walk1 NEW_KEY,CHECK patient 17 x");
        assertThat(WalkPosition.done().cursor().text()).isEqualTo("walk1 ");
    }

    @Test
    void longIdsOfAnyScriptFitACursor() {
        String id = "\u3042".repeat(500);
        WalkPosition position = WalkPosition.start(Set.of(Purpose.CHECK), Optional.empty())
                .at(RecordRef.of(PATIENT, id).part(id));

        assertThat(WalkPosition.of(position.cursor())).isEqualTo(position);
    }

    @Test
    void halvesOfSurrogatePairsAreTextToADatabase() {
        for (String half : List.of("\uD800", "\uDBFF", "\uDC00", "\uDFFF")) {
            WalkPosition position =
                    WalkPosition.start(Set.of(Purpose.CHECK), Optional.empty()).at(RecordRef.of(PATIENT, half));
            String text = position.cursor().text();

            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(WalkPosition.of(position.cursor())).isEqualTo(position);
        }
    }

    @Test
    void positionThatAnOlderReleaseEscapedIsReadStill() {
        assertThat(WalkPosition.of(Cursor.of("walk1 CHECK patient %C3%A9+1 x")).after())
                .isEqualTo(RecordRef.of(PATIENT, "\u00e9 1").part("x"));
    }

    @Test
    void endedWalkIsForNothing() {
        assertThat(WalkPosition.of(WalkPosition.done().cursor()).isDone()).isTrue();
    }

    @Test
    void onlyRestatingFingerprintsWritesNothing() {
        for (Purpose purpose : Purpose.values()) {
            WalkPosition walk = WalkPosition.start(Set.of(purpose), Optional.empty());

            assertThat(walk.isDone()).isFalse();
            assertThat(walk.isFor(purpose)).isTrue();
            assertThat(walk.mayWrite()).isEqualTo(purpose != Purpose.NEW_KEY);
        }
    }

    @Test
    void anotherWalkBeginsAnewForBothPurposes() {
        WalkPosition going =
                WalkPosition.start(Set.of(Purpose.CHECK), Optional.empty()).at(RecordRef.of(PATIENT, "17"));

        WalkPosition both = WalkPosition.start(Set.of(Purpose.NEW_KEY), Optional.of(going));

        assertThat(both.after()).isNull();
        assertThat(both.purposes()).containsExactly(Purpose.NEW_KEY, Purpose.CHECK);
    }

    @Test
    void positionOfANewerReleaseIsNotGuessedAt() {
        assertThatThrownBy(() -> WalkPosition.of(Cursor.of("walk2 anything")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("walk2");
    }
}
