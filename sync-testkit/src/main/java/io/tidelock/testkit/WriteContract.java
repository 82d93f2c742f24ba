package io.tidelock.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Field;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the contracts of writers share. */
abstract class WriteContract extends ConnectorContract {

    private int intents;

    final RecordWriter writer() {
        return capability(access().writer(), "RecordWriter");
    }

    final WriteOperation.Create create(@Nullable Field idField, Map<Field, String> values) {
        return new WriteOperation.Create("intent-" + ++intents, idField, values(values));
    }

    final WriteOperation.Update update(RecordRef ref, Field field, Value value) {
        return new WriteOperation.Update("intent-" + ++intents, ref, Map.of(field.name(), value));
    }

    final WriteOperation.Update update(RecordRef ref, Field field, String text) {
        return update(ref, field, Value.text(text));
    }

    /** Writes operations in as few batches as the writer allows. */
    final List<WriteOutcome> write(WriteOperation... operations) {
        List<WriteOperation> all = List.of(operations);
        int limit = writer().batchLimit();
        assertThat(limit).as("the batch limit").isPositive();
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < all.size(); from += limit) {
            List<WriteOperation> batch = all.subList(from, Math.min(all.size(), from + limit));
            List<WriteOutcome> answers = writer().write(batch);
            assertThat(answers).as("one outcome for every operation").hasSize(batch.size());
            outcomes.addAll(answers);
        }
        return outcomes;
    }

    static WriteOutcome.Written written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return (WriteOutcome.Written) outcome;
    }

    /** Asserts that a record shows what a sample holds. */
    final void assertHolds(RecordRef ref, Map<Field, String> expected) {
        var record = read(ref);
        expected.forEach((field, text) -> assertThat(shown(record, field))
                .as("what " + ref + " holds in " + field)
                .isEqualTo(canonical(field, text)));
    }
}
