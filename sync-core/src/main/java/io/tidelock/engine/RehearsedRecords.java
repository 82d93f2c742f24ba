package io.tidelock.engine;

import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.record.Change;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.RecordType;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one system would hold besides and instead of what it holds, had what was rehearsed been written. */
final class RehearsedRecords {

    private static final String MARK = "preview:";

    private final Map<RecordRef, Map<String, Value>> written = new LinkedHashMap<>();
    private final Set<RecordRef> created = new LinkedHashSet<>();
    private final Set<RecordRef> removed = new HashSet<>();
    private int last;

    /** Tells whether a record exists in the rehearsal only. */
    static boolean isRehearsed(RecordRef ref) {
        return ref.id().startsWith(MARK);
    }

    WriteOutcome write(RecordType type, WriteOperation operation) {
        if (operation instanceof WriteOperation.Create create) {
            RecordRef ref = RecordRef.of(type, MARK + ++last);
            created.add(ref);
            return written(ref, create.values(), true);
        }
        WriteOperation.Update update = (WriteOperation.Update) operation;
        return written(update.ref(), update.values(), false);
    }

    private WriteOutcome written(RecordRef ref, Map<String, Value> values, boolean isNew) {
        written.computeIfAbsent(ref, r -> new LinkedHashMap<>()).putAll(values);
        return WriteOutcome.written(Record.of(ref).setAll(values).build(), isNew);
    }

    WriteOutcome remove(RecordRef ref) {
        removed.add(ref);
        return new WriteOutcome.Written(ref, false, Optional.empty());
    }

    /** Returns what a read of a record shows that exists in the rehearsal only. */
    ReadOutcome read(RecordType type, String id, Set<String> fields) {
        RecordRef ref = RecordRef.of(type, id);
        return created.contains(ref) && !removed.contains(ref)
                ? new ReadOutcome.Present(whole(ref, fields))
                : new ReadOutcome.Missing(id);
    }

    private Record whole(RecordRef ref, Set<String> fields) {
        Record.Builder whole = Record.of(ref);
        fields.forEach(field -> whole.set(field, Value.empty()));
        return whole.setAll(written.getOrDefault(ref, Map.of())).build();
    }

    ReadOutcome seen(ReadOutcome outcome) {
        if (outcome instanceof ReadOutcome.Present present) {
            return removed.contains(present.record().ref())
                    ? new ReadOutcome.Archived(present.id())
                    : new ReadOutcome.Present(seen(present.record()));
        }
        return outcome instanceof ReadOutcome.MergedInto merged
                ? new ReadOutcome.MergedInto(merged.id(), seen(merged.survivor()))
                : outcome;
    }

    /** Returns a record as it would show itself. */
    Record seen(Record record) {
        Map<String, Value> instead = written.get(record.ref());
        if (instead == null) {
            return record;
        }
        Record.Builder seen = Record.of(record.ref());
        record.fields().forEach(field -> seen.set(field, record.value(field)));
        record.changedAt().ifPresent(seen::changedAt);
        record.createdAt().ifPresent(seen::createdAt);
        return seen.setAll(instead).build();
    }

    Change seen(Change change) {
        return change instanceof Change.Upsert upsert ? Change.upsert(seen(upsert.record())) : change;
    }

    /** Returns what a look-up finds, and what it would find besides. */
    List<Record> found(RecordType type, List<Field> key, List<String> values, List<Record> hits, Set<String> fields) {
        List<Record> found = new ArrayList<>();
        hits.stream()
                .filter(hit -> !removed.contains(hit.ref()))
                .map(this::seen)
                .forEach(found::add);
        created.stream()
                .filter(ref -> ref.type().equals(type) && !removed.contains(ref))
                .map(ref -> whole(ref, fields))
                .filter(record -> holds(record, key, values))
                .forEach(found::add);
        return found;
    }

    private static boolean holds(Record record, List<Field> key, List<String> values) {
        try {
            for (int i = 0; i < key.size(); i++) {
                Value value = record.value(key.get(i).name());
                if (!value.isPresent()
                        || !key.get(i)
                                .type()
                                .canonical(value)
                                .equals(key.get(i).type().canonical(Value.text(values.get(i))))) {
                    return false;
                }
            }
            return true;
        } catch (UnreadableValueException unreadable) {
            return false;
        }
    }
}
