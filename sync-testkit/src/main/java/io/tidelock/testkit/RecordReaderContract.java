package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordReader;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that a {@link RecordReader} says about every id what the system's primary store says. */
@DisplayName("A record reader")
public abstract class RecordReaderContract extends ConnectorContract {

    private static final int MORE_THAN_A_REQUEST_TAKES = 201;

    /** Makes the contract. */
    protected RecordReaderContract() {}

    /**
     * Tells whether a removed record is a record still, which says in a field of its own that it was removed; false by default.
     */
    protected boolean keepsRemoved() {
        return false;
    }

    @Test
    @DisplayName("answers in the order of the ids, and says which are missing")
    void answersInTheOrderOfTheIds() {
        List<RecordRef> created = createSamples(3);
        List<String> ids = List.of(
                created.get(2).id(),
                system().unknownId(),
                created.get(0).id(),
                created.get(1).id());

        List<ReadOutcome> outcomes = reader().read(ids, fields());

        assertThat(outcomes).extracting(ReadOutcome::id).containsExactlyElementsOf(ids);
        assertThat(outcomes.get(1)).isEqualTo(new ReadOutcome.Missing(system().unknownId()));
        assertThat(outcomes).filteredOn(ReadOutcome.Present.class::isInstance).hasSize(3);
    }

    @Test
    @DisplayName("shows what the record holds in the requested fields")
    void showsWhatTheRecordHolds() {
        RecordRef ref = createSample(1);

        Record record = read(ref);

        assertThat(record.ref()).isEqualTo(ref);
        for (Map.Entry<Field, String> held : system().sample(1).entrySet()) {
            assertThat(shown(record, held.getKey()))
                    .as("what the reader shows in " + held.getKey())
                    .isEqualTo(canonical(held.getKey(), held.getValue()));
        }
    }

    @Test
    @DisplayName("reads the primary store: an edit shows at once")
    void showsAnEditAtOnce() {
        RecordRef ref = createSample(1);
        read(ref);

        system().edit(ref, textField(), "Edited");

        assertThat(shown(read(ref), textField())).isEqualTo(canonical(textField(), "Edited"));
    }

    @Test
    @DisplayName("shows an empty field as null")
    void emptyFieldIsNull() {
        RecordRef ref = createSample(1);

        system().edit(ref, textField(), null);

        assertThat(read(ref).value(textField()).isNull()).isTrue();
    }

    @Test
    @DisplayName("leaves a field absent that the system does not have")
    void unknownFieldIsAbsent() {
        RecordRef ref = createSample(1);
        Set<String> fields = Set.of(textField().name(), "tidelock_no_such_field");

        ReadOutcome outcome = reader().read(List.of(ref.id()), fields).get(0);

        Record record = ((ReadOutcome.Present) outcome).record();
        assertThat(record.value("tidelock_no_such_field").isAbsent()).isTrue();
        assertThat(record.value(textField()).isPresent()).isTrue();
    }

    @Test
    @DisplayName("says of a removed record that it is archived or missing, unless it says so itself")
    void removedRecordIsArchivedOrMissing() {
        RecordRef removed = createSample(1);
        RecordRef kept = createSample(2);

        system().remove(removed);

        if (keepsRemoved()) {
            assertThat(read(removed).ref()).isEqualTo(removed);
            return;
        }
        assertThat(readOutcome(removed))
                .isIn(new ReadOutcome.Archived(removed.id()), new ReadOutcome.Missing(removed.id()));
        assertThat(read(kept).ref()).isEqualTo(kept);
    }

    @Test
    @DisplayName("reads more ids than one of the vendor's requests takes")
    void readsMoreIdsThanARequestTakes() {
        List<String> ids = new ArrayList<>(createSamples(MORE_THAN_A_REQUEST_TAKES).stream()
                .map(RecordRef::id)
                .toList());
        Collections.reverse(ids);

        List<ReadOutcome> outcomes = reader().read(ids, fields());

        assertThat(outcomes).extracting(ReadOutcome::id).containsExactlyElementsOf(ids);
        assertThat(outcomes).allMatch(ReadOutcome.Present.class::isInstance);
    }

    @Test
    @DisplayName("makes no call for no ids")
    void noIdsNoCall() {
        int before = system().requests();

        assertThat(reader().read(List.of(), fields())).isEmpty();
        assertThat(system().requests()).isEqualTo(before);
    }

    private RecordReader reader() {
        return capability(access().reader(), "RecordReader");
    }
}
