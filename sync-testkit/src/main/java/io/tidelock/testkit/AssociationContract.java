package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that associations are fields: written and read like any other, and shown from both ends. */
@DisplayName("An association field")
public abstract class AssociationContract extends WriteContract {

    /** Makes the contract. */
    protected AssociationContract() {}

    /** Returns the association under test; it leads to records of another type than the system's. */
    protected abstract Association association();

    /**
     * Creates a record at the other end as a person would.
     *
     * @param number 0 or more; others differ
     */
    protected abstract RecordRef createOther(int number);

    @Test
    @DisplayName("is offered by the connector")
    void isOffered() {
        assertThat(access().associations()).contains(association().to());
    }

    @Test
    @DisplayName("is empty where there is none, and absent where nobody asked")
    void emptyAndAbsent() {
        RecordRef record = createSample(0);

        assertThat(shown(record)).isEmpty();
        assertThat(read(record).value(field().name()).isAbsent()).isTrue();
    }

    @Test
    @DisplayName("is made with the record, told by the receipt, and shown from both ends")
    void isMadeWithTheRecord() {
        RecordRef one = createOther(0);
        RecordRef two = createOther(1);

        WriteOutcome.Written made = written(write(created(0, one, two)).get(0));

        made.receipt().ifPresent(receipt -> assertThat(ids(receipt)).isEqualTo(idsOf(one, two)));
        assertThat(shown(made.ref())).isEqualTo(idsOf(one, two));
        assertThat(shownBy(one)).isEqualTo(idsOf(made.ref()));
    }

    @Test
    @DisplayName("is set as a whole: what is not named goes, at both ends")
    void isSetAsAWhole() {
        RecordRef one = createOther(0);
        RecordRef two = createOther(1);
        RecordRef three = createOther(2);
        RecordRef record = written(write(created(0, one, two)).get(0)).ref();

        WriteOutcome.Written changed = written(write(set(record, two, three)).get(0));

        changed.receipt().ifPresent(receipt -> assertThat(ids(receipt)).isEqualTo(idsOf(two, three)));
        assertThat(shown(record)).isEqualTo(idsOf(two, three));
        assertThat(shownBy(one)).isEmpty();
        assertThat(shownBy(three)).isEqualTo(idsOf(record));
    }

    @Test
    @DisplayName("is emptied by null, left alone by absent, and the same when it is written again")
    void isEmptiedByNull() {
        RecordRef one = createOther(0);
        RecordRef record = written(write(created(0, one)).get(0)).ref();

        written(write(set(record, one)).get(0));
        written(write(update(record, textField(), "Something else")).get(0));
        written(write(update(record, field(), Value.absent())).get(0));
        assertThat(shown(record)).isEqualTo(idsOf(one));

        written(write(update(record, field(), Value.empty())).get(0));
        assertThat(shown(record)).isEmpty();
        assertThat(shownBy(one)).isEmpty();
    }

    @Test
    @DisplayName("is written together with other fields")
    void isWrittenWithOtherFields() {
        RecordRef one = createOther(0);
        RecordRef record = createSample(0);
        Map<String, Value> values = new LinkedHashMap<>();
        values.put(textField().name(), Value.text("Both"));
        values.put(field().name(), Value.items(idsOf(one)));

        written(write(new WriteOperation.Update("both", record, values)).get(0));

        assertThat(shown(record)).isEqualTo(idsOf(one));
        assertThat(shown(read(record), textField())).isEqualTo(canonical(textField(), "Both"));
    }

    @Test
    @DisplayName("may lead from many records to one, and is read in bulk")
    void mayLeadFromMany() {
        RecordRef one = createOther(0);

        List<RecordRef> records = write(created(0, one), created(1, one), created(2)).stream()
                .map(outcome -> written(outcome).ref())
                .toList();

        assertThat(shownBy(one)).isEqualTo(idsOf(records.get(0), records.get(1)));
        List<ReadOutcome> outcomes = capability(access().reader(), "RecordReader")
                .read(records.stream().map(RecordRef::id).toList(), Set.of(field().name()));
        assertThat(outcomes)
                .extracting(outcome -> ids(((ReadOutcome.Present) outcome).record()))
                .containsExactly(idsOf(one), idsOf(one), Set.of());
    }

    @Test
    @DisplayName("with the id of no record is refused by name, and the rest of the batch is written")
    void strangerIsRefused() {
        RecordRef one = createOther(0);
        RecordRef record = createSample(0);
        RecordRef stranger = RecordRef.of(association().to(), system().unknownId());

        List<WriteOutcome> outcomes = write(set(record, stranger), created(1, stranger), created(2, one));

        assertThat(outcomes.subList(0, 2))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                WriteOutcome.Rejected.class,
                                rejected -> assertThat(rejected.fields()).containsOnlyKeys(field().name())));
        assertThat(shown(written(outcomes.get(2)).ref())).isEqualTo(idsOf(one));
        assertThat(system().records()).as("no half record").hasSize(2);
    }

    @Test
    @DisplayName("of a record that is gone says so")
    void goneIsSaid() {
        RecordRef one = createOther(0);
        RecordRef record = createSample(0);
        system().remove(record);

        assertThat(write(set(record, one))).containsExactly(new WriteOutcome.Gone(record));
    }

    private Field field() {
        return association().field();
    }

    private WriteOperation.Create created(int number, RecordRef... others) {
        Map<String, Value> values = new LinkedHashMap<>(values(system().sample(number)));
        values.put(field().name(), Value.items(idsOf(others)));
        return new WriteOperation.Create("association-" + number, null, values);
    }

    private WriteOperation.Update set(RecordRef record, RecordRef... others) {
        return update(record, field(), Value.items(idsOf(others)));
    }

    private Set<String> shown(RecordRef record) {
        return shown(record, field());
    }

    private Set<String> shownBy(RecordRef other) {
        return shown(other, new Association(system().type(), association().label()).field());
    }

    private Set<String> shown(RecordRef ref, Field field) {
        ReadOutcome outcome = capability(
                        system().connector().access(ref.type()).reader(), "RecordReader of the other end")
                .read(List.of(ref.id()), Set.of(field.name()))
                .get(0);
        Record record = ((ReadOutcome.Present) outcome).record();
        assertThat(record.value(field.name()).isAbsent())
                .as(field + " of " + ref)
                .isFalse();
        return ids(record, field);
    }

    private Set<String> ids(Record record) {
        return ids(record, field());
    }

    private static Set<String> ids(Record record, Field field) {
        return record.value(field) instanceof Value.Items items ? items.items() : Set.of();
    }

    private static Set<String> idsOf(RecordRef... refs) {
        return new TreeSet<>(Stream.of(refs).map(RecordRef::id).toList());
    }
}
