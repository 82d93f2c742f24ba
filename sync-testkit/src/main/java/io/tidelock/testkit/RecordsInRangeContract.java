package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RecordsInRange;
import io.tidelock.connector.RecordsInRange.Range;
import io.tidelock.connector.RecordsInRange.RangePage;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proves that {@link RecordsInRange} lists what lies in a range, whenever it was changed, and nothing else. */
@DisplayName("A list of records in a range")
public abstract class RecordsInRangeContract extends ConnectorContract {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Makes the contract. */
    protected RecordsInRangeContract() {}

    /** Returns a field of dates or of moments that a record of the sample can hold. */
    protected abstract Field rangeField();

    @Test
    @DisplayName("tells by which fields it can list, without a call")
    void knowsItsFields() {
        int before = system().requests();

        assertThat(range().by(rangeField())).isTrue();
        assertThat(range().by(Field.date("no_such_field"))).isFalse();
        assertThat(system().requests()).isEqualTo(before);
    }

    @Test
    @DisplayName("shows what lies between the first day and the last, the first included and the one behind it not")
    void includesTheBeginningAndNotTheEnd() {
        RecordRef before = createOn(1, -1);
        RecordRef first = createOn(2, 0);
        RecordRef last = createOn(3, 6);
        RecordRef behind = createOn(4, 7);
        settle();

        assertThat(refs(walk(0, 7))).contains(first, last).doesNotContain(before, behind);
    }

    @Test
    @DisplayName("leaves out what holds nothing in the field, and what was removed")
    void leavesOutTheEmptyAndTheRemoved() {
        RecordRef empty = createSample(1);
        RecordRef removed = createOn(2, 1);
        RecordRef there = createOn(3, 1);
        system().remove(removed);
        settle();

        assertThat(refs(walk(0, 7))).contains(there).doesNotContain(empty, removed);
    }

    @Test
    @DisplayName("shows what was moved into the range, and no longer what was moved out of it")
    void followsEdits() {
        RecordRef in = createOn(1, 30);
        RecordRef out = createOn(2, 1);
        system().edit(in, rangeField(), text(2));
        system().edit(out, rangeField(), text(30));
        settle();

        assertThat(refs(walk(0, 7))).containsExactly(in);
    }

    @Test
    @DisplayName("shows all of more records than a page holds, of one value as well, and comes to an end")
    void showsMoreThanAPage() {
        List<RecordRef> created = new ArrayList<>();
        for (int i = 0; i < 2 * system().pageSize() + 1; i++) {
            created.add(createOn(i, 1));
        }
        settle();

        assertThat(refs(walk(0, 7))).containsAll(created);
    }

    @Test
    @DisplayName(
            "goes on from a page's text with a new connector, and loses nothing when others leave the range meanwhile")
    void goesOnAfterARestart() {
        List<RecordRef> created = new ArrayList<>();
        for (int i = 0; i < 2 * system().pageSize() + 1; i++) {
            created.add(createOn(i, 1));
        }
        settle();

        RangePage first = range().inRange(range(0, 7), null, fields());
        created.subList(0, 3).forEach(ref -> system().edit(ref, rangeField(), text(30)));
        settle();
        List<Record> rest = walk(0, 7, first.next().orElseThrow());

        List<RecordRef> seen = new ArrayList<>(refs(first.records()));
        seen.addAll(refs(rest));
        assertThat(seen).containsAll(created.subList(3, created.size()));
        assertThat(first.next().orElseThrow()).hasSizeLessThanOrEqualTo(4_000);
    }

    @Test
    @DisplayName("shows the fields that were asked for")
    void showsFields() {
        RecordRef ref = createOn(1, 1);
        settle();

        assertThat(walk(0, 7)).singleElement().satisfies(record -> {
            assertThat(record.ref()).isEqualTo(ref);
            assertThat(shown(record, textField())).isEqualTo(canonical(textField(), sampleText(1, textField())));
        });
    }

    private RecordsInRange range() {
        return capability(access().range(), "RecordsInRange");
    }

    private RecordRef createOn(int number, int day) {
        Map<Field, String> values = new LinkedHashMap<>(system().sample(number));
        values.put(rangeField(), text(day));
        return system().create(values);
    }

    private List<Record> walk(int firstDay, int behind) {
        return walk(firstDay, behind, null);
    }

    private List<Record> walk(int firstDay, int behind, @Nullable String from) {
        List<Record> all = new ArrayList<>();
        @Nullable String after = from;
        do {
            RangePage page = range().inRange(range(firstDay, behind), after, fields());
            all.addAll(page.records());
            after = page.next().orElse(null);
            assertThat(all.size()).as("records shown").isLessThan(10_000);
        } while (after != null);
        return all;
    }

    private Range range(int firstDay, int behind) {
        return new Range(rangeField(), value(firstDay), value(behind));
    }

    private Value value(int day) {
        Instant moment = START.plus(Duration.ofDays(day));
        return rangeField().type() == FieldType.DATE
                ? Value.date(LocalDate.ofInstant(moment, ZoneOffset.UTC))
                : Value.moment(moment);
    }

    private String text(int day) {
        return value(day).plain();
    }

    private static List<RecordRef> refs(List<Record> records) {
        return records.stream().map(Record::ref).toList();
    }
}
