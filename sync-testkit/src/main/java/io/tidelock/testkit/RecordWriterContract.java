package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.connector.WriteOutcome.Written;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Proves that a {@link RecordWriter} writes what it is told, once, and says truly what became of it. Needs a reader. A system
 * with a unique property binds {@link UniqueKeyContract} as well.
 */
@DisplayName("A record writer")
public abstract class RecordWriterContract extends WriteContract {

    private static final int MANY = 120;

    /** Makes the contract. */
    protected RecordWriterContract() {}

    /** Returns values that the system refuses for what they hold, such as a malformed e-mail address. */
    protected abstract Map<Field, String> refusedSample();

    @Test
    @DisplayName("creates records that can be read, and answers in the order of the batch")
    void createsRecordsInOrder() {
        WriteOperation[] creates = IntStream.range(0, MANY)
                .mapToObj(number -> create(null, system().sample(number)))
                .toArray(WriteOperation[]::new);

        List<WriteOutcome> outcomes = write(creates);

        assertThat(system().records()).hasSize(MANY);
        for (int number = 0; number < MANY; number++) {
            Written written = written(outcomes.get(number));
            assertThat(written.created()).isTrue();
            assertHolds(written.ref(), system().sample(number));
        }
    }

    @Test
    @DisplayName("gives receipts that show what a read shows in the written fields")
    void receiptIsWhatAReadShows() {
        RecordRef there = createSample(1);

        List<WriteOutcome> outcomes =
                write(create(null, system().sample(2)), update(there, textField(), "  Spaced out  "));

        outcomes.forEach(outcome -> written(outcome).receipt().ifPresent(receipt -> {
            assertThat(receipt.ref()).isEqualTo(written(outcome).ref());
            Record read = read(receipt.ref());
            system().sample(2).keySet().stream()
                    .filter(field -> receipt.fields().contains(field.name()))
                    .forEach(field -> assertThat(shown(receipt, field))
                            .as("the receipt's " + field)
                            .isEqualTo(shown(read, field)));
            assertThat(receipt.fields())
                    .as("the receipt's fields")
                    .contains(textField().name());
        }));
    }

    @Test
    @DisplayName("leaves the fields alone that an update does not name")
    void updateTouchesNothingElse() {
        RecordRef ref = createSample(1);

        WriteOutcome outcome = write(update(ref, textField(), "Updated")).get(0);

        assertThat(written(outcome).ref()).isEqualTo(ref);
        assertThat(written(outcome).created()).isFalse();
        Map<Field, String> expected = new LinkedHashMap<>(system().sample(1));
        expected.put(textField(), "Updated");
        assertHolds(ref, expected);
        assertThat(system().records()).containsExactly(ref);
    }

    @Test
    @DisplayName("empties a field with a null value")
    void nullEmptiesAField() {
        RecordRef ref = createSample(1);

        written(write(update(ref, textField(), Value.empty())).get(0));

        assertThat(read(ref).value(textField()).isNull()).isTrue();
    }

    @Test
    @DisplayName("writes text with quotes, markup, emoji and line breaks as it stands")
    void textIsWrittenAsItStands() {
        String text = "O'Brien & \"Söhne\" <b>50 %</b>; a,b \\ 日本 🙂\nsecond line";

        RecordRef ref = written(
                        write(create(null, with(system().sample(1), text))).get(0))
                .ref();

        assertThat(shown(read(ref), textField())).isEqualTo(canonical(textField(), text));
    }

    @Test
    @DisplayName("refuses what the system refuses with a code and without its values, and writes the rest of the batch")
    void badOperationFailsAlone() {
        List<WriteOutcome> outcomes = write(
                create(null, system().sample(1)), create(null, refusedSample()), create(null, system().sample(2)));

        assertHolds(written(outcomes.get(0)).ref(), system().sample(1));
        assertHolds(written(outcomes.get(2)).ref(), system().sample(2));
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(WriteOutcome.Rejected.class, rejected -> {
            assertThat(rejected.code()).isNotBlank();
            assertThat(rejected.toString())
                    .doesNotContain(refusedSample().values().stream()
                            .filter(value -> value.length() > 3)
                            .toList());
        });
        assertThat(system().records()).hasSize(2);
    }

    @Test
    @DisplayName("says of an id that never was, or no longer is, that it is gone, and writes the rest of the batch")
    void unknownAndRemovedRecordsAreGone() {
        RecordType type = system().type();
        RecordRef unknown = RecordRef.of(type, system().unknownId());
        RecordRef removed = createSample(1);
        RecordRef kept = createSample(2);
        system().remove(removed);

        List<WriteOutcome> outcomes = write(
                update(unknown, textField(), "Updated"),
                update(removed, textField(), "Updated"),
                update(kept, textField(), "Updated"));

        assertThat(outcomes.get(0)).isEqualTo(new WriteOutcome.Gone(unknown));
        assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.Gone(removed));
        written(outcomes.get(2));
        assertThat(shown(read(kept), textField())).isEqualTo(canonical(textField(), "Updated"));
        assertThat(system().records()).containsExactly(kept);
    }

    @Test
    @DisplayName("says unknown of a creation whose answer was lost, and does not send it again")
    void lostAnswerToACreationIsUnknown() {
        system().loseNextAnswer();

        List<WriteOutcome> outcomes = write(create(null, system().sample(1)));

        assertThat(outcomes).isEqualTo(List.of(new WriteOutcome.Unknown()));
        assertThat(system().records()).hasSize(1);
        assertHolds(system().records().get(0), system().sample(1));
    }

    @Test
    @DisplayName("says unknown of an update whose answer was lost")
    void lostAnswerToAnUpdateIsUnknown() {
        RecordRef ref = createSample(1);
        system().loseNextAnswer();

        List<WriteOutcome> outcomes = write(update(ref, textField(), "Updated"));

        assertThat(outcomes).isEqualTo(List.of(new WriteOutcome.Unknown()));
        assertThat(shown(read(ref), textField())).isEqualTo(canonical(textField(), "Updated"));
    }

    @Test
    @DisplayName("tells its batch limit and create identity without a call")
    void limitsAreToldWithoutACall() {
        int before = system().requests();

        assertThat(writer().batchLimit()).isPositive();
        assertThat(writer().createIdentity(null)).isNotNull();
        assertThat(system().requests()).isEqualTo(before);
    }

    private Map<Field, String> with(Map<Field, String> sample, String text) {
        Map<Field, String> changed = new LinkedHashMap<>(sample);
        changed.put(textField(), text);
        return changed;
    }
}
